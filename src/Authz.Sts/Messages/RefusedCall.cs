using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Requests;
using Authz.Sts.Identities;

namespace Authz.Sts.Messages;

/// <summary>A request that was refused, and why.</summary>
/// <param name="Caller">Who asked.</param>
/// <param name="Request">The request with its whole context.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Explanation">What bore on it.</param>
internal sealed record RefusedCall(Identity Caller, AuthorizationRequest Request, Decision Decision, Explanation Explanation)
{
    /// <summary>The action.</summary>
    public string Action => Request.Action.Text!;
}
