using System.Collections.Immutable;

namespace Authz.Engine.Programs;

/// <summary>The layers that follow a caller, as far as they are the same for all its sessions or not. Immutable.</summary>
public sealed record PrincipalLayers
{
    /// <summary>No policy at all, in no organization.</summary>
    public static PrincipalLayers Empty { get; } = new();

    /// <summary>
    /// The service control policies, root first, at most <see cref="ControlLevels.Max"/> levels, each of the level of its place;
    /// <c>default</c> when the account is in no organization.
    /// </summary>
    public ImmutableArray<LayerProgram> ServiceControl { get; init; }

    /// <summary>The identity policies; null for none.</summary>
    public LayerProgram? Identity { get; init; }

    /// <summary>The permissions boundary; null when there is none, which is not the same as one that allows nothing.</summary>
    public LayerProgram? Boundary { get; init; }

    /// <summary>The session policies; null when there are none, which is not the same as one that allows nothing.</summary>
    public LayerProgram? Session { get; init; }
}

/// <summary>
/// All layers that follow a caller, folded into one program: a request meets the statements of all of them at once. Immutable and
/// thread-safe; made by <c>ProgramCompiler</c>.
/// </summary>
public sealed class PrincipalProgram
{
    internal PrincipalProgram(PrincipalLayers layers, StatementIndex index, StatementIndex? session)
    {
        (Layers, Index, Session) = (layers, index, session);
        foreach (LayerProgram level in layers.ServiceControl.IsDefault ? [] : layers.ServiceControl) ServiceControl = ServiceControl.With(level.Level);
        StatementCount = (layers.Identity?.StatementCount ?? 0) + (layers.Boundary?.StatementCount ?? 0) + (layers.Session?.StatementCount ?? 0)
            + (layers.ServiceControl.IsDefault ? 0 : layers.ServiceControl.Sum(static l => l.StatementCount));
    }

    /// <summary>A caller without any policy, in no organization.</summary>
    public static PrincipalProgram Empty { get; } = new(PrincipalLayers.Empty, StatementIndex.Empty, null);

    /// <summary>What it was made from.</summary>
    public PrincipalLayers Layers { get; }

    /// <summary>Number of statements in all layers.</summary>
    public int StatementCount { get; }

    /// <summary>The slots of the levels of service control policies.</summary>
    internal SlotSet ServiceControl { get; }

    /// <summary>All layers but the session's, which many sessions share.</summary>
    internal StatementIndex Index { get; }

    /// <summary>The session's layer; null for none.</summary>
    internal StatementIndex? Session { get; }
}
