using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Variables that are none (G10), and one that opens a door when it has no value (V7).</summary>
internal static class VariableLint
{
    public static void Check(LintedStatement statement)
    {
        if (statement.Policy.Document.Version == PolicyDocument.Version2008) CheckOldVersion(statement);
        if (!statement.IsAllow || !statement.Statement.IsNotResource) return;
        foreach ((ArnPattern pattern, JsonNode node) in statement.Statement.Resources.Zip(statement.Resources))
        {
            foreach (TemplatePart part in pattern.Whole.Parts)
            {
                if (part is not { Kind: TemplatePartKind.Variable, Default: null }) continue;
                statement.Report(LintRules.UnresolvedNotResource, node.Offset, $"`{node.Text}` excepts nothing when `{part.Text}` is missing");
                break;
            }
        }
    }

    private static void CheckOldVersion(LintedStatement statement)
    {
        IEnumerable<JsonNode> texts = statement.Resources.Concat(
            statement.Conditions.Where(static c => c.Use.Operator.HasVariables).SelectMany(static c => c.Values));
        foreach (JsonNode node in texts)
        {
            if (node.Text.Contains("${", StringComparison.Ordinal))
                statement.Report(LintRules.VariableInOldVersion, node.Offset, $"`{node.Text}` is compared as written");
        }
    }
}
