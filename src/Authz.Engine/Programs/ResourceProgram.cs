using System.Collections.Immutable;

namespace Authz.Engine.Programs;

/// <summary>All layers that follow the resource. Immutable.</summary>
public sealed class ResourceProgram
{
    /// <summary>A resource without any policy, in no organization.</summary>
    public static ResourceProgram Empty { get; } = new();

    /// <summary>
    /// The resource control policies, root first; RCPFullAWSAccess is implied on each level. <c>default</c> when the account is in no
    /// organization.
    /// </summary>
    public ImmutableArray<LayerProgram> ResourceControl { get; init; }

    /// <summary>The resource's policies; their statements are one set. Several only where patterns of resources overlap.</summary>
    public ImmutableArray<LayerProgram> Policies { get; init; } = [];

    /// <summary>Whether the policy must say yes even within one account: a role's trust policy, a key policy (section 5.6).</summary>
    public bool MustGrant { get; init; }
}
