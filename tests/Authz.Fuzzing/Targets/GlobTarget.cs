using Authz.Conformance.Reference;
using Authz.Policies.Conditions;
using Authz.Policies.Patterns;
using Reference = Authz.Conformance.Reference.Language;

namespace Authz.Fuzzing.Targets;

/// <summary>Templates, and the engine's text matching against <see cref="NaiveGlob"/>. Lines: pattern, text, the value of <c>${x:v}</c>.</summary>
internal static class GlobTarget
{
    // a naive matcher is slow; a longer text shows nothing new
    private const int Longest = 400;

    public static void Check(byte[] input)
    {
        if (FuzzTarget.LinesOf(input, 3) is not [var pattern, var text, var value] || input.Length > Longest) return;
        foreach (var variables in new[] { false, true })
        {
            foreach (var wildcards in new[] { false, true }) CheckTemplate(pattern, Syntax(variables, wildcards));
            CheckOperator("StringLike", pattern, text, value, variables);
            CheckOperator("StringEquals", pattern, text, value, variables);
            CheckOperator("StringEqualsIgnoreCase", pattern, text, value, variables);
        }
    }

    private static TemplateSyntax Syntax(bool variables, bool wildcards) =>
        (variables ? TemplateSyntax.Variables : TemplateSyntax.Plain) | (wildcards ? TemplateSyntax.Wildcards : TemplateSyntax.Plain);

    private static void CheckTemplate(string text, TemplateSyntax syntax)
    {
        var isRead = Template.TryParse(text, syntax, out Template? template, out var fault);
        Property.Same(isRead, fault is null, "a fault is told when there is no template");
        if (!syntax.HasFlag(TemplateSyntax.Variables)) Property.Holds(isRead, "without variables every text is a template");
        if (template is null) return;
        if (syntax.HasFlag(TemplateSyntax.Variables)) CheckReferenceReads(text);
        Property.Holds(template.Parts.All(part => part.Kind != TemplatePartKind.Literal || part.Text.Length > 0), "no literal is empty");
        Property.Holds(template.Parts.Zip(template.Parts.Skip(1)).All(pair => !IsRepeated(pair.First, pair.Second)), "neighbours are merged");
        Property.Same(template.HasVariables || template.HasWildcards, template.Literal is null, "a literal has neither variables nor wildcards");
        CheckPrinted(template, syntax);
    }

    private static bool IsRepeated(TemplatePart first, TemplatePart second) =>
        first.Kind == second.Kind && first.Kind is TemplatePartKind.Literal or TemplatePartKind.AnyRun;

    private static void CheckReferenceReads(string text)
    {
        try
        {
            Reference.Template.Read(text, newLanguage: true);
        }
        catch (RefusedException refused)
        {
            throw new BrokenPropertyException($"the reference refuses the template: {refused.Message}");
        }
    }

    private static void CheckPrinted(Template template, TemplateSyntax syntax)
    {
        // without escapes a literal cannot always be written
        if (!syntax.HasFlag(TemplateSyntax.Variables)) return;
        var printed = string.Concat(template.Parts.Select(Print));
        Property.Holds(Template.TryParse(printed, syntax, out Template? again, out _), "a printed template is read");
        Property.Holds(template.Parts.SequenceEqual(again!.Parts), "a printed template says the same");
    }

    private static string Print(TemplatePart part) => part.Kind switch
    {
        TemplatePartKind.AnyRun => "*",
        TemplatePartKind.AnyOne => "?",
        TemplatePartKind.Variable => part.Default is null ? $"${{{part.Text}}}" : $"${{{part.Text}, '{part.Default}'}}",
        _ => string.Concat(part.Text.Select(character => character is '*' or '?' or '$' ? $"${{{character}}}" : $"{character}")),
    };

    private static void CheckOperator(string name, string pattern, string text, string value, bool variables)
    {
        ConditionOperator @operator = ConditionOperator.All[name];
        if (!ConditionValue.TryParse(@operator, pattern, variables, out ConditionValue? read, out _)) return;
        Template template = ((ConditionValue.Text)read).Template;
        var pieces = NaiveGlob.PiecesOf(template.Parts, key => SingleCondition.ValueOf(key, text, value));
        var ignoreCase = @operator.Type == ConditionType.StringIgnoreCase;
        var expected = pieces is not null && NaiveGlob.IsMatch(pieces.Value, text, ignoreCase);
        Property.Same(expected, SingleCondition.Holds(name, read, text, value), $"{name} equals the naive matcher");
        Property.Same(!expected, SingleCondition.Holds(Negated(name), read, text, value), $"{Negated(name)} is the opposite");
    }

    private static string Negated(string name) => name.Replace("String", "StringNot", StringComparison.Ordinal);
}
