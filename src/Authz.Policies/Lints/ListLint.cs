using Authz.Policies.Json;

namespace Authz.Policies.Lints;

/// <summary>Values that a list holds twice, and actions that another one of their list covers.</summary>
internal static class ListLint
{
    // comparing each with each is for lists that people write
    private const int MaxCompared = 200;

    public static void Check(LintedStatement statement)
    {
        CheckTwice(statement, statement.Actions, StringComparer.OrdinalIgnoreCase);
        CheckTwice(statement, statement.Resources, StringComparer.Ordinal);
        CheckTwice(statement, statement.Principals, StringComparer.Ordinal);
        foreach (LintedCondition condition in statement.Conditions) CheckTwice(statement, condition.Values, StringComparer.Ordinal);
        if (statement.Actions.Count is > 1 and <= MaxCompared) CheckCovered(statement);
    }

    private static void CheckTwice(LintedStatement statement, IReadOnlyList<JsonNode> values, StringComparer comparer)
    {
        if (values.Count < 2) return;
        var seen = new HashSet<string>(comparer);
        foreach (JsonNode value in values)
        {
            if (!seen.Add(value.Text)) statement.Report(LintRules.DuplicateValue, value.Offset, $"`{value.Text}` is in the list already");
        }
    }

    private static void CheckCovered(LintedStatement statement)
    {
        Glob[] globs = statement.ActionGlobs;
        for (var narrow = 0; narrow < globs.Length; narrow++)
        {
            for (var broad = 0; broad < globs.Length; broad++)
            {
                // of two that cover each other, a duplicate, the check above has spoken
                if (broad == narrow || !statement.Statement.Actions[broad].Template.HasWildcards) continue;
                if (!globs[broad].Covers(globs[narrow]) || globs[narrow].Covers(globs[broad])) continue;
                statement.Report(LintRules.CoveredAction, statement.Actions[narrow].Offset,
                    $"`{statement.Actions[broad].Text}` covers `{statement.Actions[narrow].Text}`");
                break;
            }
        }
    }
}
