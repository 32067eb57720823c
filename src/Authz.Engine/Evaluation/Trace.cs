using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>
/// What an evaluation tells while it runs. Implemented by structs, so that the plain decision is compiled without any of it.
/// </summary>
internal interface ITrace
{
    /// <summary>Whether conditions are looked at to the end, so that every missing key is told.</summary>
    static abstract bool IsOn { get; }

    /// <summary>Whether statements are looked at to the end, also behind the first element that does not match.</summary>
    static abstract bool IsWhole { get; }

    /// <summary>A statement matches.</summary>
    void Matched(CompiledStatement statement);

    /// <summary>A key that a condition or variable asks for has no value.</summary>
    void Missing(ContextKey key);

    /// <summary>
    /// A Deny would match if the request's values of a key could be read: they are of another type than its operator (section 4.6).
    /// </summary>
    void Unreadable(ContextKey key);

    /// <summary>An element of a statement that names the action does not match.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="element">The element.</param>
    /// <param name="condition">For <see cref="StatementElement.Condition"/> the one that does not hold; else null.</param>
    void Missed(CompiledStatement statement, StatementElement element, CompiledCondition? condition);
}

/// <summary>Tells nothing.</summary>
internal readonly struct NoTrace : ITrace
{
    public static bool IsOn => false;

    public static bool IsWhole => false;

    public void Matched(CompiledStatement statement)
    {
    }

    public void Missing(ContextKey key)
    {
    }

    public void Unreadable(ContextKey key)
    {
    }

    public void Missed(CompiledStatement statement, StatementElement element, CompiledCondition? condition)
    {
    }
}

/// <summary>Collects how every statement that names the action fared.</summary>
internal readonly struct RecordingTrace(List<StatementRecord> records) : ITrace
{
    public static bool IsOn => true;

    public static bool IsWhole => true;

    public void Matched(CompiledStatement statement) => records.Add(new StatementRecord(statement, []));

    public void Missing(ContextKey key)
    {
    }

    public void Unreadable(ContextKey key)
    {
    }

    public void Missed(CompiledStatement statement, StatementElement element, CompiledCondition? condition)
    {
        if (records.Count == 0 || records[^1].Statement != statement) records.Add(new StatementRecord(statement, []));
        records[^1].Misses.Add((element, condition));
    }
}

/// <summary>How a statement fared; without misses it matched.</summary>
internal readonly record struct StatementRecord(CompiledStatement Statement, List<(StatementElement Element, CompiledCondition? Condition)> Misses);
