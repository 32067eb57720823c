using Authz.Organizations.Accounts;
using Authz.Organizations.Attachments;
using Authz.Organizations.Regions;
using Authz.Policies.Names;

namespace Authz.Organizations;

/// <summary>What an <see cref="Organization"/> is made of; consistent, as its reader checked.</summary>
internal sealed record OrganizationParts(
    string Id,
    AccountId ManagementAccountId,
    OrganizationalUnit Root,
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<NamedPolicy> SharedPolicies)
{
    public required RegionCatalogue Regions { get; init; }
}
