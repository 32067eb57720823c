namespace Authz.Engine.Programs;

/// <summary>What an index holds for one action. Immutable.</summary>
/// <param name="action">The action.</param>
/// <param name="hash">Its hash without case.</param>
internal sealed class ActionView(string action, ulong hash)
{
    public string Action { get; } = action;

    public ulong Hash { get; } = hash;

    /// <summary>Statements that name the action, by effect.</summary>
    public required CompiledStatement[] Denies { get; init; }

    /// <inheritdoc cref="Denies"/>
    public required CompiledStatement[] Allows { get; init; }

    /// <summary>Long lists of statements that name the action; null for none.</summary>
    public Candidates? Named { get; init; }

    /// <summary>Long lists of statements that may name it, by service; null for none.</summary>
    public Candidates? OfService { get; init; }

    /// <summary>Long lists of statements that may name it, whatever the service; null for none.</summary>
    public Candidates? General { get; init; }
}
