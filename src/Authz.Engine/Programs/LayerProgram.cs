using Authz.Engine.Decisions;

namespace Authz.Engine.Programs;

/// <summary>The policies of one layer, or of one level of control policies, compiled. Immutable; made by <c>LayerCompiler</c>.</summary>
public sealed class LayerProgram
{
    internal LayerProgram(PolicyLayer layer, int level, CompiledStatement[] statements) =>
        (Layer, Level, Statements) = (layer, level, statements);

    /// <summary>The layer.</summary>
    public PolicyLayer Layer { get; }

    /// <summary>For control policies the level, 0 for the organization's root; else 0.</summary>
    public int Level { get; }

    /// <summary>Number of statements.</summary>
    public int StatementCount => Statements.Length;

    /// <summary>The statements in the order of the policies.</summary>
    internal CompiledStatement[] Statements { get; }
}
