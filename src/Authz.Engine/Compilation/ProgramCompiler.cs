using System.Collections.Immutable;
using Authz.Engine.Programs;

namespace Authz.Engine.Compilation;

/// <summary>Folds compiled layers into programs.</summary>
public static class ProgramCompiler
{
    /// <summary>Folds all layers that follow a caller.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="isAskedOnce">Whether one request is all that the program serves, so that it need not remember actions.</param>
    public static PrincipalProgram Compile(PrincipalLayers layers, bool isAskedOnce = false)
    {
        ImmutableArray<LayerProgram> controls = layers.ServiceControl.IsDefault ? [] : layers.ServiceControl;
        return new PrincipalProgram(
            layers, IndexCompiler.Compile([.. controls, .. One(layers.Identity), .. One(layers.Boundary)], !isAskedOnce), IndexOf(layers.Session));
    }

    /// <summary>The program of a session: that of its principal, whose index it shares, with session policies.</summary>
    /// <param name="principal">The principal's, without session policies.</param>
    /// <param name="session">The session policies.</param>
    public static PrincipalProgram AddSession(PrincipalProgram principal, LayerProgram session) =>
        new(principal.Layers with { Session = session }, principal.Index, IndexOf(session));

    /// <summary>Folds the control policies that follow the resources of an account.</summary>
    /// <param name="levels">Root first, at most <see cref="ControlLevels.Max"/> levels, each of the level of its place; <c>default</c> when the account is in no organization.</param>
    /// <param name="isAskedOnce">Whether one request is all that the program serves.</param>
    public static ControlProgram CompileControls(ImmutableArray<LayerProgram> levels, bool isAskedOnce = false) =>
        levels.IsDefault ? ControlProgram.None : new ControlProgram(levels, IndexCompiler.Compile([.. levels], !isAskedOnce));

    /// <summary>Indexes a resource's policy.</summary>
    public static ResourcePolicyProgram CompileResourcePolicy(LayerProgram layer) => new(layer, IndexCompiler.Compile([layer], isShared: false));

    private static StatementIndex? IndexOf(LayerProgram? layer) => layer is null ? null : IndexCompiler.Compile([layer], isShared: false);

    private static ReadOnlySpan<LayerProgram> One(LayerProgram? layer) => layer is null ? [] : new[] { layer };
}
