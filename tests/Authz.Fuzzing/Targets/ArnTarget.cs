using Authz.Conformance.Reference.Matching;
using Authz.Engine.Compilation;
using Authz.Engine.Evaluation;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Names;
using Authz.Policies.Patterns;
using Reference = Authz.Conformance.Reference.Language;

namespace Authz.Fuzzing.Targets;

/// <summary>ARNs and their patterns against cut strings and the reference's matcher. Lines: pattern, ARN, the value of <c>${x:v}</c>.</summary>
internal static class ArnTarget
{
    // a naive matcher is slow; a longer text shows nothing new
    private const int Longest = 400;

    public static void Check(byte[] input)
    {
        if (FuzzTarget.LinesOf(input, 3) is not [var pattern, var text, var value] || input.Length > Longest) return;
        CheckName(text);
        CheckName(pattern);
        foreach (var variables in new[] { false, true })
        {
            CheckResource(pattern, text, value, variables);
            CheckOperator(pattern, text, value, variables);
        }
    }

    private static void CheckName(string text)
    {
        string[] fields = text.Split(':', 6);
        var expected = fields is ["arn", { Length: > 0 }, { Length: > 0 }, _, _, { Length: > 0 }];
        Property.Same(expected, Arn.TryParse(text, out Arn? arn), "an ARN has six fields, three of them filled");
        Property.Same(expected || text == "*", ResourceName.TryParse(text, out ResourceName name), "a resource is `*` or an ARN");
        if (arn is null) return;
        Property.Same(string.Join(':', fields), $"arn:{arn.Partition}:{arn.Service}:{arn.Region}:{arn.Account}:{arn.Resource}", "an ARN's fields");
        for (var i = 0; i < fields.Length; i++) Property.Same(fields[i], name.Field(i).ToString(), "a resource's field");
        Property.Same(arn.AccountId, name.Account, "the account");
        Property.Same(fields[4].Length == 12 && fields[4].All(char.IsAsciiDigit), !arn.AccountId.IsNone, "an account has twelve digits");
    }

    private static void CheckResource(string text, string resource, string value, bool variables)
    {
        var isRead = ArnPattern.TryParseResource(text, variables, out ArnPattern? pattern, out var fault);
        Property.Same(isRead, fault is null, "a fault is told when there is no pattern");
        if (!variables) Property.Same(ArnText.IsPattern(text), isRead, "the reference reads the same patterns");
        if (pattern is null) return;
        var glyphs = GlyphsOf(text, "", value, variables);
        Property.Same(text.EndsWith('*') && pattern.Fields.Length is > 0 and < ArnPattern.FieldCount, pattern.IsOpen, "a short pattern is open");
        if (!ResourceName.TryParse(resource, out ResourceName name)) return;
        var narrow = glyphs is not null && Narrow(glyphs, resource);
        var wide = glyphs is not null && Wide(glyphs, resource);
        Property.Holds(wide || !narrow, "the wide reading contains the narrow one");
        Property.Same(narrow, SingleCondition.Names(Effect.Allow, pattern, resource, value), "Allow reads narrowly");
        Property.Same(wide, SingleCondition.Names(Effect.Deny, pattern, resource, value), "Deny reads widely");
        if (!pattern.Whole.HasVariables) Property.Same(narrow, ResourceMatcher.IsMatch(LayerCompiler.Compile(pattern), name), "the narrow matcher");
    }

    private static void CheckOperator(string text, string arn, string value, bool variables)
    {
        var isRead = ConditionValue.TryParse(ConditionOperator.All["ArnLike"], text, variables, out ConditionValue? read, out _);
        if (!variables) Property.Same(ArnText.IsOperand(text), isRead, "the reference reads the same operands");
        if (read is null) return;
        var isArn = Arn.TryParse(arn, out _);
        var glyphs = GlyphsOf(text, arn, value, variables);
        var expected = isArn && glyphs is not null && Narrow(glyphs, arn);
        Property.Same(expected, SingleCondition.Holds("ArnLike", read, arn, value), "ArnLike reads narrowly");
        Property.Same(expected, SingleCondition.Holds("ArnEquals", read, arn, value), "ArnEquals is ArnLike");
        Property.Same(isArn && !expected, SingleCondition.Holds("ArnNotLike", read, arn, value), "ArnNotLike is false of what is no ARN");
    }

    private static IReadOnlyList<Glyph>? GlyphsOf(string text, string key, string value, bool variables)
    {
        var entries = new Dictionary<string, Reference.ContextEntry>(StringComparer.OrdinalIgnoreCase)
        {
            ["x:k"] = new(false, [key]),
            ["x:v"] = new(false, [value]),
        };
        return Reference.Template.Read(text, variables).Render(new Reference.RequestContext(entries));
    }

    private static bool Narrow(IReadOnlyList<Glyph> pattern, string text) => text == "*" ? IsStar(pattern) : ArnText.MatchesNarrow(pattern, text);

    private static bool Wide(IReadOnlyList<Glyph> pattern, string text) => text == "*" ? IsStar(pattern) : ArnText.MatchesWide(pattern, text);

    // W10
    private static bool IsStar(IReadOnlyList<Glyph> pattern) => pattern.Count > 0 && pattern.All(glyph => glyph.Kind == GlyphKind.Run);
}
