using Authz.Policies.Conditions;
using Authz.Policies.Json;

namespace Authz.Policies.Lints;

/// <summary>Texts of condition values that mean something else under another operator (W3), or that no request has.</summary>
internal static class ValueTextLint
{
    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.Conditions)
        {
            switch (condition.Type)
            {
                case ConditionType.String or ConditionType.StringIgnoreCase:
                    CheckPlain(condition, statement);
                    break;
                case ConditionType.StringLike when condition.Templates.All(static t => t is { HasWildcards: false, HasVariables: false }) && !IsMethods(condition):
                    statement.Report(LintRules.LikeWithoutWildcard, condition.OperatorOffset, $"no value of `{condition.Key}` has a wildcard");
                    break;
            }

            if (!condition.Use.Operator.HasVariables) continue;
            foreach (JsonNode value in condition.Values)
            {
                if (value.Text.Length > value.Text.AsSpan().Trim().Length)
                    statement.Report(LintRules.BlanksAtEnds, value.Offset, $"`{value.Text}` begins or ends with a blank");
            }
        }
    }

    // the guides of AWS write `StringLike` on the methods of a provider
    private static bool IsMethods(LintedCondition condition) => condition.Key.Folded.EndsWith(":amr", StringComparison.Ordinal);

    // a question mark is a usual part of plain texts such as URLs; a star is not
    private static void CheckPlain(LintedCondition condition, LintedStatement statement)
    {
        foreach (JsonNode value in condition.Values)
        {
            if (value.Text.Replace("${*}", "", StringComparison.Ordinal).Contains('*'))
                statement.Report(LintRules.WildcardInEquals, value.Offset, $"`{condition.Use}` compares `{value.Text}` with its `*` as written");
        }
    }
}
