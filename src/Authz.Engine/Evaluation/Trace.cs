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

    void Matched(CompiledStatement statement);

    void Missing(ContextKey key);
}

/// <summary>Tells nothing.</summary>
internal readonly struct NoTrace : ITrace
{
    public static bool IsOn => false;

    public void Matched(CompiledStatement statement)
    {
    }

    public void Missing(ContextKey key)
    {
    }
}

/// <summary>Collects what matched and what was missing.</summary>
internal readonly struct CollectingTrace(List<StatementOrigin> matched, List<ContextKey> missing) : ITrace
{
    public static bool IsOn => true;

    public void Matched(CompiledStatement statement) => matched.Add(statement.Origin);

    public void Missing(ContextKey key) => missing.Add(key);
}
