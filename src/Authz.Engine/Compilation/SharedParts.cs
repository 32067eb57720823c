using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>
/// What statements consist of, each part made once for all statements that have it: a policy that is attached to a thousand roles is
/// compiled once. Not thread-safe; to be forgotten when all is compiled.
/// </summary>
public sealed class SharedParts
{
    private readonly Dictionary<Statement, StatementParts> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ContextKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(TextPatternKind Kind, string Text), TextPattern> _texts = [];
    private readonly Dictionary<(string Text, bool HasVariables, bool IsWide), ResourcePattern> _patterns = [];

    internal StatementParts PartsOf(Statement statement)
    {
        if (!_statements.TryGetValue(statement, out StatementParts? parts)) _statements[statement] = parts = StatementParts.Compile(statement, this);
        return parts;
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
        // the same text is two patterns, as its policy's version knows variables or not
        var key = (pattern.Whole.Text, pattern.Whole.HasVariables, isWide);
        if (!_patterns.TryGetValue(key, out ResourcePattern? compiled)) _patterns[key] = compiled = PatternCompiler.Compile(pattern, isWide, this);
        return compiled;
    }
}
