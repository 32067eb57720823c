namespace Authz.Engine.Programs;

/// <summary>
/// The statements of layers that are searched together, by action, so that a request meets only those that can name its action. A
/// statement stands in just one of the three places that an action leads to. Immutable but for its memo.
/// </summary>
internal sealed class StatementIndex
{
    /// <summary>An index without statements.</summary>
    public static StatementIndex Empty { get; } = new();

    /// <summary>Statements that name an action without wildcards.</summary>
    public CaselessTable<Candidates> ByAction { get; init; } = CaselessTable<Candidates>.Empty;

    /// <summary>Statements with a pattern whose service prefix has no wildcard.</summary>
    public CaselessTable<Candidates> ByService { get; init; } = CaselessTable<Candidates>.Empty;

    /// <summary>All others.</summary>
    public Candidates General { get; init; } = Candidates.None;

    /// <summary>The layers that allow every known action on every known resource, without condition and to everybody.</summary>
    public SlotSet Open { get; init; }

    /// <summary>What was asked before; null for an index that is not worth it.</summary>
    public ActionMemo? Memo { get; init; }
}

/// <summary>Statements that can name an action, by effect. Immutable.</summary>
internal sealed class Candidates(StatementList denies, StatementList allows)
{
    public static Candidates None { get; } = new(StatementList.Empty, StatementList.Empty);

    public StatementList Denies { get; } = denies;

    public StatementList Allows { get; } = allows;
}

/// <summary>Statements, and where they are many a tree that finds those that can name a resource. Immutable.</summary>
/// <param name="All">All of them, slot by slot, each slot in the order of its policies.</param>
/// <param name="Tree">The same by resource; null when they are few.</param>
internal readonly record struct StatementList(CompiledStatement[] All, ResourceTree? Tree)
{
    public static StatementList Empty { get; } = new([], null);
}
