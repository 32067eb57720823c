using Authz.Engine.Decisions;

namespace Authz.Engine.Programs;

/// <summary>The policies of one layer, or of one level of control policies, compiled together. Immutable; made by <c>LayerCompiler</c>.</summary>
public sealed class LayerProgram
{
    internal LayerProgram(PolicyLayer layer, int level, StatementIndex denies, StatementIndex allows, int statementCount) =>
        (Layer, Level, Denies, Allows, StatementCount) = (layer, level, denies, allows, statementCount);

    /// <summary>The layer.</summary>
    public PolicyLayer Layer { get; }

    /// <summary>For control policies the level, 0 for the organization's root; else 0.</summary>
    public int Level { get; }

    /// <summary>Number of statements.</summary>
    public int StatementCount { get; }

    internal StatementIndex Denies { get; }

    internal StatementIndex Allows { get; }
}
