using Authz.Policies.Conditions;

namespace Authz.Policies.Lints;

/// <summary>Suffixes and conditions that change nothing (sections 4.2 and 4.4).</summary>
internal static class RedundancyLint
{
    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.Conditions)
        {
            if (condition.Use.IfExists && (condition.Use with { IfExists = false }).ResultWhenMissing)
            {
                statement.Report(LintRules.IfExistsWithoutEffect, condition.OperatorOffset,
                    $"`{condition.Use with { IfExists = false }}` is true for a missing `{condition.Key}` by itself");
            }

            if (condition.IsNull(false) && Others(condition, statement).Any(static c => c.NeedsKey))
                statement.Report(LintRules.RedundantCondition, condition.KeyOffset, $"another operator already asks that `{condition.Key}` is present");
            else if (condition.Type != ConditionType.Null && condition.Use.ResultWhenMissing && Others(condition, statement).Any(static c => c.IsNull(true)))
                statement.Report(LintRules.RedundantCondition, condition.KeyOffset, $"`Null` asks that `{condition.Key}` is missing, and then this holds");
        }
    }

    private static IEnumerable<LintedCondition> Others(LintedCondition condition, LintedStatement statement) =>
        statement.ConditionsOn(condition.Key.Folded).Where(c => c != condition);
}
