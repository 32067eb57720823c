using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Names;

namespace Authz.Organizations.Accounts;

/// <summary>What requests are told of an account of the organization as the owner of what they are about. Immutable.</summary>
public sealed class AccountFacts
{
    internal AccountFacts(Organization organization, AccountId account, ResourceProgram bare)
    {
        (Id, Bare) = (account, bare);
        ResourceAccount = KnownKeys.ResourceAccount.Of(account);
        ResourceOrgId = KnownKeys.ResourceOrgId.Of(organization.Id);
        ResourceOrgPaths = KnownKeys.ResourceOrgPaths.Of([organization.OrgPath(account)]);
    }

    /// <summary>The account.</summary>
    public AccountId Id { get; }

    /// <summary>The value of <c>aws:ResourceAccount</c>.</summary>
    public ContextValue ResourceAccount { get; }

    /// <summary>The value of <c>aws:ResourceOrgID</c>.</summary>
    public ContextValue ResourceOrgId { get; }

    /// <summary>The value of <c>aws:ResourceOrgPaths</c>.</summary>
    public ContextValue ResourceOrgPaths { get; }

    /// <summary>The layers of a resource of the account of which nothing else is known.</summary>
    internal ResourceProgram Bare { get; }
}
