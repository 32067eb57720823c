using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>
/// What statements consist of, each part made once for all statements that have it: a policy that is attached to a thousand roles is
/// compiled once, and so is what policies that were read with the same <see cref="PolicyTerms"/> have in common. Not thread-safe; to be forgotten when all is compiled.
/// </summary>
public sealed class SharedParts
{
    private readonly Dictionary<Statement, StatementParts> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Condition, CompiledCondition> _conditions = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<CompiledCondition[]> _conditionSets = new(new SameItems());
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContextKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(TextPatternKind Kind, string Text), TextPattern> _texts = [];
    private readonly Dictionary<ArnPattern, ResourcePattern> _narrow = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ArnPattern, ResourcePattern> _wide = new(ReferenceEqualityComparer.Instance);

    internal StatementParts PartsOf(Statement statement)
    {
        if (!_statements.TryGetValue(statement, out StatementParts? parts)) _statements[statement] = parts = StatementParts.Compile(statement, this);
        return parts;
    }

    internal CompiledCondition ConditionOf(Condition condition)
    {
        if (!_conditions.TryGetValue(condition, out CompiledCondition? compiled)) _conditions[condition] = compiled = ConditionCompiler.Compile(condition, this);
        return compiled;
    }

    /// <summary>The one array with these conditions.</summary>
    internal CompiledCondition[] Share(CompiledCondition[] conditions)
    {
        if (_conditionSets.TryGetValue(conditions, out CompiledCondition[]? same)) return same;
        _conditionSets.Add(conditions);
        return conditions;
    }

    /// <summary>The one text like this.</summary>
    internal string Share(ReadOnlySpan<char> head)
    {
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> heads = _heads.GetAlternateLookup<ReadOnlySpan<char>>();
        if (heads.TryGetValue(head, out var same)) return same;
        heads.Add(head);
        heads.TryGetValue(head, out same);
        return same!;
    }

    internal ContextKey KeyOf(string name)
    {
        if (!_keys.TryGetValue(name, out ContextKey? key)) _keys[name] = key = new ContextKey(name);
        return key;
    }

    internal TextPattern PatternOf(Template template)
    {
        (TextPatternKind kind, var text) = PatternCompiler.KindOf(template);
        if (kind == TextPatternKind.Tokens) return PatternCompiler.Compile(template, this);
        if (!_texts.TryGetValue((kind, text), out TextPattern? pattern)) _texts[(kind, text)] = pattern = new TextPattern(kind, text, []);
        return pattern;
    }

    internal ResourcePattern PatternOf(ArnPattern pattern, bool isWide)
    {
        Dictionary<ArnPattern, ResourcePattern> patterns = isWide ? _wide : _narrow;
        if (!patterns.TryGetValue(pattern, out ResourcePattern? compiled)) patterns[pattern] = compiled = PatternCompiler.Compile(pattern, isWide, this);
        return compiled;
    }

    private sealed class SameItems : IEqualityComparer<CompiledCondition[]>
    {
        public bool Equals(CompiledCondition[]? x, CompiledCondition[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(CompiledCondition[] obj)
        {
            var hash = new HashCode();
            foreach (CompiledCondition condition in obj) hash.Add(condition, ReferenceEqualityComparer.Instance);
            return hash.ToHashCode();
        }
    }
}
