using System.Collections.Immutable;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>Compiles templates and ARN patterns.</summary>
internal static class PatternCompiler
{
    public static TextPattern Compile(Template template)
    {
        PatternToken[] tokens = [.. template.Parts.Select(Compile)];
        (TextPatternKind kind, var text) = tokens switch
        {
            [] => (TextPatternKind.Exact, ""),
            [{ Kind: TemplatePartKind.AnyRun }] => (TextPatternKind.Any, ""),
            [{ Kind: TemplatePartKind.Literal } only] => (TextPatternKind.Exact, only.Text!),
            [{ Kind: TemplatePartKind.Literal } first, { Kind: TemplatePartKind.AnyRun }] => (TextPatternKind.Prefix, first.Text!),
            [{ Kind: TemplatePartKind.AnyRun }, { Kind: TemplatePartKind.Literal } last] => (TextPatternKind.Suffix, last.Text!),
            _ => (TextPatternKind.Tokens, ""),
        };
        return new TextPattern(kind, text, tokens);
    }

    public static ResourcePattern Compile(ArnPattern pattern)
    {
        if (pattern.IsAny) return new ResourcePattern { IsAny = true };
        if (pattern.Fields.IsEmpty) return new ResourcePattern { Whole = Compile(pattern.Whole) };
        if (!pattern.IsOpen && pattern.Fields.Take(ArnPattern.FieldCount - 1).All(static f => f.Literal is not null))
            return new ResourcePattern { Whole = Compile(pattern.Whole) };
        return new ResourcePattern
        {
            Fields = [.. pattern.Fields.Select(Compile)],
            IsOpen = pattern.IsOpen,
            Wide = CompileWide(pattern.Fields),
        };
    }

    private static WidePattern? CompileWide(ImmutableArray<Template> fields)
    {
        var last = ArnPattern.FieldCount - 1;
        if (!fields.Take(last).Any(static f => f.Parts is [.., { Kind: TemplatePartKind.AnyRun }])) return null;
        var tokens = new List<WideToken>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) tokens.Add(new WideToken(new PatternToken(TemplatePartKind.Literal, ":", null), false));
            ImmutableArray<TemplatePart> parts = fields[i].Parts;
            for (var p = 0; p < parts.Length; p++)
            {
                var ends = p == parts.Length - 1 && parts[p].Kind == TemplatePartKind.AnyRun;
                tokens.Add(new WideToken(Compile(parts[p]), i == last || ends));
            }
        }

        return new WidePattern([.. tokens]);
    }

    private static PatternToken Compile(TemplatePart part) => part.Kind == TemplatePartKind.Variable
        ? new PatternToken(part.Kind, part.Default, new ContextKey(part.Text))
        : new PatternToken(part.Kind, part.Text, null);
}
