using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Engine.Evaluation;

/// <summary>Collects what matched, what was missing and what could not be read; each once, sorted.</summary>
internal struct CollectingTrace : ITrace
{
    // the index visits statements by kind of action; the author thinks in the order of the text
    private SortedItems<StatementOrigin> _denies;
    private SortedItems<StatementOrigin> _allows;
    private SortedItems<string> _missing;
    private SortedItems<string> _unreadable;

    public static bool IsOn => true;

    public static bool IsWhole => false;

    public void Matched(CompiledStatement statement)
    {
        if (statement.Origin.Effect == Effect.Deny) _denies.Add(statement.Origin, StatementOrigin.CompareOrder);
        else _allows.Add(statement.Origin, StatementOrigin.CompareOrder);
    }

    public void Missing(ContextKey key) => _missing.Add(key.Folded, string.CompareOrdinal);

    public void Unreadable(ContextKey key) => _unreadable.Add(key.Folded, string.CompareOrdinal);

    public readonly void Missed(CompiledStatement statement, StatementElement element, CompiledCondition? condition)
    {
    }

    /// <summary>The explanation of a decision.</summary>
    public readonly Explanation Explain(Decision decision)
    {
        StatementOrigin[] decisive = decision.Outcome switch
        {
            DecisionOutcome.Allowed => _allows.ToArray(),
            DecisionOutcome.ExplicitDeny => _denies.ToArray(),
            _ => [],
        };
        return new Explanation(decisive, _missing.ToArray()) { UnreadableKeys = _unreadable.ToArray() };
    }
}
