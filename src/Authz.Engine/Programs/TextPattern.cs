using Authz.Engine.Requests;
using Authz.Policies.Patterns;

namespace Authz.Engine.Programs;

/// <summary>How a <see cref="TextPattern"/> is matched; the cheapest that is right.</summary>
internal enum TextPatternKind
{
    /// <summary>Every text.</summary>
    Any,

    /// <summary>One text.</summary>
    Exact,

    /// <summary>A beginning, then anything.</summary>
    Prefix,

    /// <summary>Anything, then an end.</summary>
    Suffix,

    /// <summary>Token by token.</summary>
    Tokens,
}

/// <summary>A piece of a <see cref="TextPattern"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A literal's characters, or a variable's default; null when a variable has none.</param>
/// <param name="Key">A variable's key; else null.</param>
internal readonly record struct PatternToken(TemplatePartKind Kind, string? Text, ContextKey? Key);

/// <summary>A text template, compiled. Immutable.</summary>
internal sealed class TextPattern(TextPatternKind kind, string text, PatternToken[] tokens)
{
    /// <summary>How it is matched.</summary>
    public TextPatternKind Kind { get; } = kind;

    /// <summary>The text of <see cref="TextPatternKind.Exact"/>, <see cref="TextPatternKind.Prefix"/>, <see cref="TextPatternKind.Suffix"/>.</summary>
    public string Text { get; } = text;

    /// <summary>The tokens of <see cref="TextPatternKind.Tokens"/>; else empty.</summary>
    public PatternToken[] Tokens { get; } = tokens;

    /// <summary>Whether a token is a variable.</summary>
    public bool HasVariables { get; } = Array.Exists(tokens, static t => t.Kind == TemplatePartKind.Variable);
}
