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
        if (pattern.Fields.IsEmpty || pattern.Fields.Take(ArnPattern.FieldCount - 1).Any(static f => f.HasVariables))
            return new ResourcePattern { Late = CompileLate(pattern.Whole) };
        if (!pattern.IsOpen && pattern.Fields.Take(ArnPattern.FieldCount - 1).All(static f => f.Literal is not null))
            return new ResourcePattern { Whole = Compile(pattern.Whole) };
        return new ResourcePattern
        {
            Fields = [.. pattern.Fields.Select(Compile)],
            IsOpen = pattern.IsOpen,
            Wide = CompileWide(pattern.Fields),
        };
    }

    // a colon of a variable's value separates fields like any other
    private static FreePattern CompileLate(Template whole) =>
        new([.. whole.Parts.Select(static p => new FreeToken(Compile(p), ColonCrossing.BehindFifthColon))]);

    private static FreePattern? CompileWide(ImmutableArray<Template> fields)
    {
        var last = ArnPattern.FieldCount - 1;
        if (!fields.Take(last).Any(static f => f.Parts is [.., { Kind: TemplatePartKind.AnyRun }])) return null;
        var tokens = new List<FreeToken>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) tokens.Add(new FreeToken(new PatternToken(TemplatePartKind.Literal, ":", null), ColonCrossing.Never));
            ImmutableArray<TemplatePart> parts = fields[i].Parts;
            for (var p = 0; p < parts.Length; p++)
            {
                var ends = p == parts.Length - 1 && parts[p].Kind == TemplatePartKind.AnyRun;
                tokens.Add(new FreeToken(Compile(parts[p]), i == last || ends ? ColonCrossing.Always : ColonCrossing.Never));
            }
        }

        return new FreePattern([.. tokens]);
    }

    private static PatternToken Compile(TemplatePart part) => part.Kind == TemplatePartKind.Variable
        ? new PatternToken(part.Kind, part.Default, new ContextKey(part.Text))
        : new PatternToken(part.Kind, part.Text, null);
}
