using System.Collections.Immutable;

namespace Authz.Engine.Programs;

/// <summary>All layers that follow the caller. Immutable.</summary>
public sealed class PrincipalProgram
{
    /// <summary>A caller without any policy, in no organization.</summary>
    public static PrincipalProgram Empty { get; } = new();

    /// <summary>The service control policies, root first; <c>default</c> when the account is in no organization.</summary>
    public ImmutableArray<LayerProgram> ServiceControl { get; init; }

    /// <summary>The identity policies; null for none.</summary>
    public LayerProgram? Identity { get; init; }

    /// <summary>The permissions boundary; null when there is none, which is not the same as one that allows nothing.</summary>
    public LayerProgram? Boundary { get; init; }

    /// <summary>The session policies; null when there are none, which is not the same as one that allows nothing.</summary>
    public LayerProgram? Session { get; init; }
}
