using Authz.Policies.Conditions;
using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Global keys that nobody knows, in conditions and in variables (section 6). Keys of services are not known beforehand.</summary>
internal static class KeyNameLint
{
    private static readonly string[] Prefixes = ["aws:", "sts:"];

    private static readonly string[] Names =
        [.. ContextKeyCatalogue.All.Select(static k => k.Name).Where(static n => Array.Exists(Prefixes, p => n.StartsWith(p, StringComparison.Ordinal)))];

    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.Conditions)
        {
            Check(condition.Key.Text, condition.KeyOffset, statement);
            foreach ((Template template, JsonNode node) in condition.Templates.Zip(condition.Values)) CheckVariables(template, node, statement);
        }

        foreach ((ArnPattern pattern, JsonNode node) in statement.Statement.Resources.Zip(statement.Resources))
            CheckVariables(pattern.Whole, node, statement);
    }

    private static void CheckVariables(Template template, JsonNode node, LintedStatement statement)
    {
        foreach (TemplatePart part in template.Parts)
        {
            if (part.Kind == TemplatePartKind.Variable) Check(part.Text, node.Offset, statement);
        }
    }

    private static void Check(string key, int offset, LintedStatement statement)
    {
        if (!Array.Exists(Prefixes, p => key.StartsWith(p, StringComparison.OrdinalIgnoreCase)) || ContextKeyCatalogue.Find(key) is not null) return;
        // a family's name ends with its slash; what follows is free
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var rest = slash < 0 ? "" : key[(slash + 1)..];
        var nearest = NearestName.Find(slash < 0 ? key : key[..(slash + 1)], Names);
        statement.Report(LintRules.UnknownGlobalKey, offset,
            $"no global key `{key}` is known{NearestName.Hint(nearest is null ? null : nearest + (nearest.EndsWith('/') ? rest : ""))}");
    }
}
