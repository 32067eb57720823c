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

    /// <summary>Whether a sidecar is asked about: it allows nothing on values that a Deny cannot read, while a scenario is decided as it is.</summary>
    public bool IsOfSidecar { get; init; }

    /// <summary>Whether the decision would be an allow, and is refused for what a Deny cannot read.</summary>
    public bool IsRefused => IsOfSidecar && Trace.Decision.IsAllowed && Trace.Explanation.UnreadableKeys.Count > 0;

    /// <summary>Whether the request is permitted.</summary>
    public bool IsAllowed => Trace.Decision.IsAllowed && !IsRefused;
}
