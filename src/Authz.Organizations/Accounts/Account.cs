using System.Collections.Frozen;
using Authz.Organizations.Attachments;
using Authz.Organizations.Principals;
using Authz.Organizations.Providers;
using Authz.Organizations.Regions;
using Authz.Organizations.Resources;
using Authz.Policies.Names;

namespace Authz.Organizations.Accounts;

/// <summary>An account: what it owns, and which regions it uses. Immutable.</summary>
public sealed class Account
{
    /// <summary>The account's id.</summary>
    public required AccountId Id { get; init; }

    /// <summary>The name people gave it; the id when they gave none.</summary>
    public required string Name { get; init; }

    /// <summary>The SCPs attached to the account itself. Empty: the level allows nothing.</summary>
    public required IReadOnlyList<NamedPolicy> ServiceControlPolicies { get; init; }

    /// <summary>The RCPs attached to the account itself, without RCPFullAWSAccess.</summary>
    public required IReadOnlyList<NamedPolicy> ResourceControlPolicies { get; init; }

    /// <summary>The organization's regions.</summary>
    public required RegionCatalogue Regions { get; init; }

    /// <summary>Opt-in regions the account has switched on.</summary>
    public required FrozenSet<string> OptInRegions { get; init; }

    /// <summary>Regions in which STS issues nothing for this account; never an opt-in region, never us-east-1.</summary>
    public required FrozenSet<string> DeactivatedStsRegions { get; init; }

    /// <summary>Version of the session tokens that the global STS endpoint issues, 1 or 2; regional endpoints always issue 2.</summary>
    public required int GlobalEndpointTokenVersion { get; init; }

    /// <summary>Access keys of the root user.</summary>
    public required IReadOnlyList<AccessKey> RootAccessKeys { get; init; }

    /// <summary>Roles, by file.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Users, by file.</summary>
    public required IReadOnlyList<User> Users { get; init; }

    /// <summary>OpenID Connect providers, by file.</summary>
    public required IReadOnlyList<OidcProvider> OidcProviders { get; init; }

    /// <summary>SAML providers, by file.</summary>
    public required IReadOnlyList<SamlProvider> SamlProviders { get; init; }

    /// <summary>Resources with policies or tags, by file.</summary>
    public required IReadOnlyList<ResourceEntry> Resources { get; init; }

    /// <summary>Managed policies of this account alone, by file.</summary>
    public required IReadOnlyList<NamedPolicy> Policies { get; init; }

    /// <summary>Whether the account uses the region: enabled by default, or opted in to. False for an unknown region.</summary>
    public bool IsRegionEnabled(string region) => Regions.IsEnabledByDefault(region) || OptInRegions.Contains(region);

    /// <summary>Whether STS issues credentials of this account in the region.</summary>
    public bool IsStsActive(string region) => IsRegionEnabled(region) && !DeactivatedStsRegions.Contains(region);

    /// <inheritdoc/>
    public override string ToString() => Id.ToString();
}
