using Authz.Engine.Programs;
using Authz.Policies.Names;

namespace Authz.Engine.Evaluation;

/// <summary>The statements of an index that can name an action. <c>default</c> holds none.</summary>
internal readonly struct ReachedStatements
{
    // longer lists are not copied for every action
    private const int Long = 128;

    public ReachedStatements(StatementIndex index, in ActionName action)
    {
        if (index == StatementIndex.Empty) return;
        if (index.Memo is { } memo && action.Text is not null)
        {
            View = memo.Find(action);
            if (View is null) memo.Keep(View = Resolve(new ReachedStatements(index.ByAction, index.ByService, index.General, action), action));
            (Named, OfService, General) = (View.Named, View.OfService, View.General);
            return;
        }

        this = new ReachedStatements(index.ByAction, index.ByService, index.General, action);
    }

    private ReachedStatements(
        CaselessTable<Candidates> byAction, CaselessTable<Candidates> byService, Candidates general, in ActionName action)
    {
        General = general;
        // no action is named by none, and not spared by NotAction either
        if (action.Text is not { } text) return;
        Named = byAction.Find(text, action.Hash);
        OfService = byService.Find(action.Service, action.ServiceHash);
    }

    /// <summary>What is known to name the action; null when nothing is known beforehand.</summary>
    public ActionView? View { get; }

    /// <summary>Statements that name the action itself; null for none.</summary>
    public Candidates? Named { get; }

    /// <summary>Statements with patterns of its service; null for none.</summary>
    public Candidates? OfService { get; }

    /// <summary>Statements that may name actions of any service; null for none.</summary>
    public Candidates? General { get; }

    private static ActionView Resolve(in ReachedStatements reached, in ActionName action)
    {
        var denies = new List<CompiledStatement>();
        var allows = new List<CompiledStatement>();
        foreach (Candidates? candidates in (ReadOnlySpan<Candidates?>)[reached.Named, reached.OfService, reached.General])
        {
            if (candidates is null) continue;
            Resolve(candidates.Denies, action, candidates == reached.Named, denies);
            Resolve(candidates.Allows, action, candidates == reached.Named, allows);
        }

        return new ActionView(action.Text!, action.Hash)
        {
            Denies = [.. denies],
            Allows = [.. allows],
            Named = LongOf(reached.Named),
            OfService = LongOf(reached.OfService),
            General = LongOf(reached.General),
        };
    }

    private static void Resolve(in StatementList list, in ActionName action, bool isNamed, List<CompiledStatement> named)
    {
        if (IsLong(list)) return;
        foreach (CompiledStatement statement in list.All)
        {
            if (isNamed || ActionMatcher.Names(statement, action)) named.Add(statement);
        }
    }

    private static Candidates? LongOf(Candidates? candidates) =>
        candidates is null || (!IsLong(candidates.Denies) && !IsLong(candidates.Allows)) ? null
            : new Candidates(LongOf(candidates.Denies), LongOf(candidates.Allows));

    private static StatementList LongOf(in StatementList list) => IsLong(list) ? list : StatementList.Empty;

    private static bool IsLong(in StatementList list) => list.Tree is not null || list.All.Length > Long;
}
