using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Authz.Policies.Patterns;

/// <summary>A text of a policy cut into literals, wildcards and variables. Immutable.</summary>
public sealed class Template
{
    private static readonly SearchValues<char> Special = SearchValues.Create("*?$");

    private Template(string text, ImmutableArray<TemplatePart> parts)
    {
        (Text, Parts) = (text, parts);
        foreach (TemplatePart part in parts)
        {
            HasVariables |= part.Kind == TemplatePartKind.Variable;
            HasWildcards |= part.Kind is TemplatePartKind.AnyRun or TemplatePartKind.AnyOne;
        }
    }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>Its parts in order; neighbouring literals are one part; empty for the empty text.</summary>
    public ImmutableArray<TemplatePart> Parts { get; }

    /// <summary>Whether any part is a variable.</summary>
    public bool HasVariables { get; }

    /// <summary>Whether any part is a wildcard.</summary>
    public bool HasWildcards { get; }

    /// <summary>The text when it is one literal, or empty; else null.</summary>
    public string? Literal => Parts switch
    {
        [] => "",
        [{ Kind: TemplatePartKind.Literal } only] => only.Text,
        _ => null,
    };

    /// <summary>Makes the template of a text in which every character stands for itself.</summary>
    public static Template OfLiteral(string text) =>
        new(text, text.Length == 0 ? [] : [new TemplatePart(TemplatePartKind.Literal, text)]);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="syntax">What is more than plain text in it.</param>
    /// <param name="template">The template when true is returned.</param>
    /// <param name="fault">Why the text is no template, else null.</param>
    public static bool TryParse(
        string text, TemplateSyntax syntax, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Template? template, out string? fault)
    {
        fault = null;
        if (!text.AsSpan().ContainsAny(Special))
        {
            template = OfLiteral(text);
            return true;
        }

        // the most frequent pattern by far: a beginning, then anything
        if (syntax.HasFlag(TemplateSyntax.Wildcards) && text[^1] == '*' && text.AsSpan().IndexOfAny(Special) == text.Length - 1)
        {
            var any = new TemplatePart(TemplatePartKind.AnyRun, "");
            template = new Template(text, text.Length == 1 ? [any] : [new TemplatePart(TemplatePartKind.Literal, text[..^1]), any]);
            return true;
        }

        var builder = new PartBuilder(text);
        fault = builder.Read(syntax);
        template = fault is null ? new Template(text, builder.ToImmutable()) : null;
        return template is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private sealed class PartBuilder(string text)
    {
        private readonly ImmutableArray<TemplatePart>.Builder _parts = ImmutableArray.CreateBuilder<TemplatePart>();
        private readonly StringBuilder _literal = new();

        public string? Read(TemplateSyntax syntax)
        {
            var wildcards = syntax.HasFlag(TemplateSyntax.Wildcards);
            var variables = syntax.HasFlag(TemplateSyntax.Variables);
            for (var i = 0; i < text.Length; i++)
            {
                var character = text[i];
                if (variables && character == '$' && i + 1 < text.Length && text[i + 1] == '{')
                {
                    var end = text.IndexOf('}', i);
                    if (end < 0) return $"`{text[i..]}` is a variable without `}}`";
                    if (Add(text[(i + 2)..end]) is { } fault) return fault;
                    i = end;
                }
                else if (wildcards && character is '*' or '?')
                {
                    Add(new TemplatePart(character == '*' ? TemplatePartKind.AnyRun : TemplatePartKind.AnyOne, ""));
                }
                else
                {
                    _literal.Append(character);
                }
            }

            return null;
        }

        public ImmutableArray<TemplatePart> ToImmutable()
        {
            Flush();
            return _parts.ToImmutable();
        }

        private string? Add(string inside)
        {
            if (inside is "*" or "?" or "$")
            {
                _literal.Append(inside);
                return null;
            }

            // V5: comma, one space, single quotes
            var comma = inside.IndexOf(',', StringComparison.Ordinal);
            var key = comma < 0 ? inside : inside[..comma];
            string? defaultText = null;
            if (comma >= 0)
            {
                var rest = inside[(comma + 1)..];
                if (rest.Length < 3 || !rest.StartsWith(" '", StringComparison.Ordinal) || rest[^1] != '\'' || rest[2..^1].Contains('\''))
                    return $"`${{{inside}}}` has a default that is not written `${{key, 'text'}}`";
                defaultText = rest[2..^1];
            }

            if (!IsKey(key)) return $"`${{{inside}}}` does not name a context key";
            Add(new TemplatePart(TemplatePartKind.Variable, key, defaultText));
            return null;
        }

        // V9: no spaces, not empty; a key is `prefix:name`. A quote stands only around a default: a forgotten comma is no name
        private static bool IsKey(string key) =>
            key.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < key.Length - 1
            && !key.Any(static c => char.IsWhiteSpace(c) || c is '{' or '$' or '*' or '?' or '\'');

        private void Add(TemplatePart part)
        {
            Flush();
            // a run of stars says what one star says
            if (part.Kind == TemplatePartKind.AnyRun && _parts.Count > 0 && _parts[^1].Kind == TemplatePartKind.AnyRun) return;
            _parts.Add(part);
        }

        private void Flush()
        {
            if (_literal.Length == 0) return;
            _parts.Add(new TemplatePart(TemplatePartKind.Literal, _literal.ToString()));
            _literal.Clear();
        }
    }
}
