using Authz.Policies.Names;

namespace Authz.Organizations.Attachments;

/// <summary>The root of an organization or a unit below it: where policies are attached for all accounts underneath.</summary>
public sealed class OrganizationalUnit
{
    /// <summary><c>r-...</c> for the root, <c>ou-...</c> for a unit; unique in the organization.</summary>
    public required string Id { get; init; }

    /// <summary>The name people gave it; the id when they gave none.</summary>
    public required string Name { get; init; }

    /// <summary>The SCPs of this level in the order of the file. Empty: the level allows nothing.</summary>
    public required IReadOnlyList<NamedPolicy> ServiceControlPolicies { get; init; }

    /// <summary>The RCPs of this level without RCPFullAWSAccess, which every level has and which cannot be detached.</summary>
    public required IReadOnlyList<NamedPolicy> ResourceControlPolicies { get; init; }

    /// <summary>The accounts directly in this unit, in the order of the file.</summary>
    public required IReadOnlyList<AccountId> Accounts { get; init; }

    /// <summary>The units directly below, in the order of the file.</summary>
    public required IReadOnlyList<OrganizationalUnit> OrganizationalUnits { get; init; }
}
