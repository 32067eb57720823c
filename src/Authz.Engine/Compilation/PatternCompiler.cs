using System.Collections.Immutable;
using Authz.Engine.Programs;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>Compiles templates and ARN patterns.</summary>
internal static class PatternCompiler
{
    private const int LastField = ArnPattern.FieldCount - 1;
    private const int ShortText = 256;

    private static readonly ResourcePattern Any = new() { IsAny = true };

    /// <summary>How a template is matched, and with which text.</summary>
    public static (TextPatternKind Kind, string Text) KindOf(Template template) => template.Parts switch
    {
        [] => (TextPatternKind.Exact, ""),
        [{ Kind: TemplatePartKind.AnyRun }] => (TextPatternKind.Any, ""),
        [{ Kind: TemplatePartKind.Literal } only] => (TextPatternKind.Exact, only.Text),
        [{ Kind: TemplatePartKind.Literal } first, { Kind: TemplatePartKind.AnyRun }] => (TextPatternKind.Prefix, first.Text),
        [{ Kind: TemplatePartKind.AnyRun }, { Kind: TemplatePartKind.Literal } last] => (TextPatternKind.Suffix, last.Text),
        _ => (TextPatternKind.Tokens, ""),
    };

    /// <summary>A template that is matched token by token.</summary>
    public static TextPattern Compile(Template template, SharedParts parts) =>
        new(TextPatternKind.Tokens, "", [.. template.Parts.Select(p => Compile(p, parts))]);

    public static ResourcePattern Compile(ArnPattern pattern, bool isWide, SharedParts parts)
    {
        if (pattern.IsAny) return Any;
        ImmutableArray<Template> fields = pattern.Fields;
        if (fields.IsEmpty || HasVariables(fields.AsSpan()[..Math.Min(fields.Length, LastField)]))
            return new ResourcePattern { Late = CompileLate(pattern.Whole, parts) };
        var literal = 0;
        while (literal < Math.Min(fields.Length, LastField) && fields[literal].Literal is not null) literal++;
        return new ResourcePattern
        {
            Head = HeadOf(pattern, literal, parts),
            Fields = FieldsOf(fields.AsSpan(), literal, parts),
            HasVariables = pattern.Whole.HasVariables,
            IsOpen = pattern.IsOpen,
            Beginning = fields.Length == ArnPattern.FieldCount ? BeginningOf(fields[LastField]) : null,
            Wide = isWide ? CompileWide(fields, parts) : null,
        };
    }

    private static bool HasVariables(ReadOnlySpan<Template> fields)
    {
        foreach (Template field in fields)
        {
            if (field.HasVariables) return true;
        }

        return false;
    }

    // no longer than the pattern, where escapes are written out
    private static string HeadOf(ArnPattern pattern, int count, SharedParts parts)
    {
        var length = pattern.Whole.Text.Length + 1;
        Span<char> head = length <= ShortText ? stackalloc char[ShortText] : new char[length];
        var end = 0;
        foreach (Template field in pattern.Fields.AsSpan()[..count])
        {
            var literal = field.Literal!;
            literal.CopyTo(head[end..]);
            end += literal.Length;
            head[end++] = ':';
        }

        return parts.Share(head[..end]);
    }

    private static FieldPattern[] FieldsOf(ReadOnlySpan<Template> fields, int first, SharedParts parts)
    {
        var count = 0;
        for (var i = first; i < fields.Length; i++)
        {
            if (KindOf(fields[i]).Kind != TextPatternKind.Any) count++;
        }

        var found = new FieldPattern[count];
        for (var i = fields.Length; count > 0;)
        {
            if (KindOf(fields[--i]).Kind != TextPatternKind.Any) found[--count] = new FieldPattern(i, parts.PatternOf(fields[i]));
        }

        return found;
    }

    private static string BeginningOf(Template field) => field.Parts is [{ Kind: TemplatePartKind.Literal } first, ..] ? first.Text : "";

    // a colon of a variable's value separates fields like any other
    private static FreePattern CompileLate(Template whole, SharedParts parts) =>
        new([.. whole.Parts.Select(p => new FreeToken(Compile(p, parts), ColonCrossing.BehindFifthColon))]);

    private static FreePattern? CompileWide(ImmutableArray<Template> fields, SharedParts shared)
    {
        if (!fields.Take(LastField).Any(static f => f.Parts is [.., { Kind: TemplatePartKind.AnyRun }])) return null;
        var tokens = new List<FreeToken>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) tokens.Add(new FreeToken(new PatternToken(TemplatePartKind.Literal, ":", null), ColonCrossing.Never));
            ImmutableArray<TemplatePart> parts = fields[i].Parts;
            for (var p = 0; p < parts.Length; p++)
            {
                var ends = p == parts.Length - 1 && parts[p].Kind == TemplatePartKind.AnyRun;
                tokens.Add(new FreeToken(Compile(parts[p], shared), i == LastField || ends ? ColonCrossing.Always : ColonCrossing.Never));
            }
        }

        return new FreePattern([.. tokens]);
    }

    private static PatternToken Compile(TemplatePart part, SharedParts parts) => part.Kind == TemplatePartKind.Variable
        ? new PatternToken(part.Kind, part.Default, parts.KeyOf(part.Text))
        : new PatternToken(part.Kind, part.Text, null);
}
