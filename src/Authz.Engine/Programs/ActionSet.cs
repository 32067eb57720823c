namespace Authz.Engine.Programs;

/// <summary>The action patterns of a statement. Immutable.</summary>
internal sealed class ActionSet
{
    /// <summary>The set of all actions.</summary>
    public static ActionSet Any { get; } = new() { IsAny = true };

    /// <summary>The actions of a statement that names all of them without wildcards: the index leads to it by its actions only, and nobody asks this set.</summary>
    public static ActionSet ByIndex { get; } = new();

    /// <summary>Whether every action is in it.</summary>
    public bool IsAny { get; init; }

    /// <summary>The patterns that are tried one by one: those whose service prefix has wildcards, or all when they are few.</summary>
    public TextPattern[] Patterns { get; init; } = [];

    /// <summary>The other patterns by service; null when there are none.</summary>
    public CaselessTable<TextPattern[]>? ByService { get; init; }
}
