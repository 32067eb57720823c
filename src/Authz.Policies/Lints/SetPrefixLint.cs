using Authz.Policies.Conditions;

namespace Authz.Policies.Lints;

/// <summary>Set prefixes where they open a door, or have no place (section 4.5).</summary>
internal static class SetPrefixLint
{
    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.Conditions)
        {
            if (condition.Use.Quantifier == SetQuantifier.None) continue;
            if (statement.IsAllow && condition.Use.Quantifier == SetQuantifier.ForAllValues && !IsPresent(condition, statement))
            {
                statement.Report(LintRules.ForAllValuesInAllow, condition.OperatorOffset,
                    $"`{condition.Use}` is true when `{condition.Key}` is missing");
            }

            if (ContextKeyCatalogue.Find(condition.Key.Text) is { IsMultivalued: false, IsFamily: false })
            {
                statement.Report(LintRules.SetPrefixOnSingleValue, condition.OperatorOffset,
                    $"`{condition.Key}` has one value, which needs no `{condition.Use.Quantifier}`");
            }
        }
    }

    private static bool IsPresent(LintedCondition condition, LintedStatement statement) =>
        statement.ConditionsOn(condition.Key.Folded).Any(static c => c.NeedsKey)
        // a request with a tag has the tags' keys
        || (condition.Key.Folded == "aws:tagkeys" && statement.Conditions.Any(static c => c.NeedsKey && c.Key.Folded.StartsWith("aws:requesttag/", StringComparison.Ordinal)));
}
