using System.Collections.Immutable;

namespace Authz.Engine.Programs;

/// <summary>The control policies that follow the resources of an account, folded into one program. Immutable; made by <c>ProgramCompiler</c>.</summary>
public sealed class ControlProgram
{
    internal ControlProgram(ImmutableArray<LayerProgram> levels, StatementIndex index) => (Levels, Index) = (levels, index);

    /// <summary>What it was made from, root first; RCPFullAWSAccess is implied on each level. <c>default</c> when the account is in no organization.</summary>
    public ImmutableArray<LayerProgram> Levels { get; }

    /// <summary>No control policies, in no organization.</summary>
    public static ControlProgram None { get; } = new(default, StatementIndex.Empty);

    internal StatementIndex Index { get; }
}

/// <summary>A resource's policy. Immutable; made by <c>ProgramCompiler</c>.</summary>
public sealed class ResourcePolicyProgram
{
    internal ResourcePolicyProgram(LayerProgram layer, StatementIndex index) => (Layer, Index) = (layer, index);

    /// <summary>What it was made from.</summary>
    public LayerProgram Layer { get; }

    internal StatementIndex Index { get; }
}

/// <summary>All layers that follow the resource. Immutable.</summary>
public sealed class ResourceProgram
{
    /// <summary>A resource without any policy, in no organization.</summary>
    public static ResourceProgram Empty { get; } = new();

    /// <summary>The resource control policies of its account.</summary>
    public ControlProgram ResourceControl { get; init; } = ControlProgram.None;

    /// <summary>The resource's policies; their statements are one set. Several only where patterns of resources overlap.</summary>
    public ImmutableArray<ResourcePolicyProgram> Policies { get; init; } = [];

    /// <summary>Whether the policy must say yes even within one account: a role's trust policy, a key policy (section 5.6).</summary>
    public bool MustGrant { get; init; }
}
