using Authz.Policies.Names;

namespace Authz.Engine.Requests;

/// <summary>What is asked: may this caller do this action on this resource, in this context?</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource.</param>
/// <param name="ResourceAccount">The account that owns the resource; none stands for the caller's own.</param>
/// <param name="Context">The context, complete: the evaluator adds nothing.</param>
public readonly record struct AuthorizationRequest(
    Caller Caller, ActionName Action, ResourceName Resource, AccountId ResourceAccount, RequestContext Context)
{
    /// <summary>Whether the resource's account manages the organization: resource control policies do not apply (section 5.8).</summary>
    public bool ResourceIsInManagementAccount { get; init; }
}
