using Authz.Engine.Evaluation;
using Authz.Engine.Requests;

namespace Authz.Cli.Explaining;

/// <summary>A request and all that is to be said of its decision.</summary>
/// <param name="Request">The request.</param>
/// <param name="Trace">The decision, layer by layer.</param>
internal sealed record ExplainedDecision(AuthorizationRequest Request, DecisionTrace Trace)
{
    /// <summary>Keys that were given and not taken, because the sidecar determines them itself.</summary>
    public IReadOnlyList<string> IgnoredKeys { get; init; } = [];
}
