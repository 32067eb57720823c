using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Identities;
using Authz.Sts.Messages;

namespace Authz.Sts.Issuing;

/// <summary>What a call that issues is about, as the engine sees it.</summary>
/// <param name="Resource">The role, or the federated user.</param>
/// <param name="Owner">The account whose decision it is.</param>
/// <param name="Program">The layers that follow the resource.</param>
internal readonly record struct CallResource(Arn Resource, AccountId Owner, ResourceProgram Program);

/// <summary>Asks the engine whether a caller may do what an issuing operation is about to do for it.</summary>
/// <param name="snapshot">What is pinned.</param>
/// <param name="caller">Who calls.</param>
/// <param name="context">The context of the call.</param>
internal sealed class CallPermission(Snapshot snapshot, Identity caller, RequestContext context)
{
    /// <summary>Whether an action is allowed.</summary>
    public bool IsAllowed(string action, CallResource about) => FindRefusal(action, about) is null;

    /// <summary>
    /// Why an action is not allowed; null when it is. The caller chooses tags and names: a Deny that cannot read its key is quiet, and must
    /// not let anything through (reference section 4.6).
    /// </summary>
    public RefusedCall? FindRefusal(string action, CallResource about)
    {
        AuthorizationRequest request = RequestOf(action, about);
        Decision decision = Evaluator.Explain(request, caller.Program, about.Program, out Explanation explanation);
        return decision.IsAllowed && explanation.UnreadableKeys.Count == 0 ? null : new RefusedCall(caller, request, decision, explanation);
    }

    private AuthorizationRequest RequestOf(string action, CallResource about) =>
        ActionName.TryParse(action, out ActionName name) && ResourceName.TryParse(about.Resource.Text, out ResourceName resource)
            ? new AuthorizationRequest(caller.Caller, name, resource, about.Owner, context)
            {
                ResourceIsInManagementAccount = snapshot.IsManagement(about.Owner),
            }
            : throw new InvalidOperationException($"`{action}` on `{about.Resource}` is no request");
}
