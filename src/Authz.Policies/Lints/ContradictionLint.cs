using Authz.Policies.Conditions;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>
/// Conditions on one key that no request meets, because all of them must hold (section 4.1). Only single-valued keys under operators
/// without set prefix are compared.
/// </summary>
internal static class ContradictionLint
{
    // comparing each with each is for lists that people write
    private const int MaxPairs = 40_000;

    public static void Check(LintedStatement statement)
    {
        foreach (IGrouping<string, LintedCondition> group in statement.Conditions.GroupBy(static c => c.Key.Folded))
        {
            LintedCondition[] all = [.. group];
            if (all.Length < 2 || !Array.Exists(all, static c => c.NeedsKey)) continue;
            if (Array.Exists(all, static c => c.IsNull(true)))
            {
                LintedCondition needing = all.First(static c => c.NeedsKey);
                Report(statement, all.First(static c => c.IsNull(true)), needing);
                continue;
            }

            LintedCondition[] comparable = [.. all.Where(static c => c.Use.Quantifier == SetQuantifier.None && c.Type != ConditionType.Null)];
            if (comparable.Length < 2 || comparable[0].Key.IsMultivalued) continue;
            if (FindPair(comparable) is var (left, right)) Report(statement, left, right);
        }
    }

    private static (LintedCondition Left, LintedCondition Right)? FindPair(LintedCondition[] conditions)
    {
        for (var i = 0; i < conditions.Length; i++)
        {
            for (var j = i + 1; j < conditions.Length; j++)
            {
                var pairs = conditions[i].Values.Count * conditions[j].Values.Count;
                if (pairs <= MaxPairs && Exclude(conditions[i], conditions[j])) return (conditions[i], conditions[j]);
            }
        }

        return null;
    }

    private static bool Exclude(LintedCondition left, LintedCondition right)
    {
        if (RangeOf(left) is { } first && RangeOf(right) is { } second) return left.Type == right.Type && !first.Meets(second);
        if (left.Type == ConditionType.Bool && right.Type == ConditionType.Bool) return left.Condition.Values[0] != right.Condition.Values[0];
        if (left.Use.Operator.IsNegated == right.Use.Operator.IsNegated)
            return !left.Use.Operator.IsNegated && IsText(left) && IsText(right) && (AreApart(left, right) || AreApart(right, left));
        (LintedCondition positive, LintedCondition negated) = left.Use.Operator.IsNegated ? (right, left) : (left, right);
        return positive.Condition.Values.All(value => negated.Condition.Values.Any(other => Covers(negated, other, positive, value)));
    }

    // two positive operators of texts: no literal of the one matches any value of the other
    private static bool AreApart(LintedCondition literal, LintedCondition other) =>
        literal.Type == ConditionType.String
        && literal.Templates.All(static t => t.Literal is not null) && other.Templates.All(static t => !t.HasVariables)
        && !literal.Condition.Values.Any(value => other.Condition.Values.Any(o => Covers(other, o, literal, value)));

    // whether everything that one value matches is matched by the value of another operator
    private static bool Covers(LintedCondition broadOperator, ConditionValue broad, LintedCondition narrowOperator, ConditionValue narrow)
    {
        var isEquality = narrowOperator.Use.Operator.Relation == ConditionRelation.Matches;
        return (broad, narrow) switch
        {
            (ConditionValue.Ip a, ConditionValue.Ip b) => a.Value.Contains(b.Value),
            (ConditionValue.ArnText a, ConditionValue.ArnText b) => PatternCover.Covers(a.Pattern, b.Pattern),
            (ConditionValue.Number a, ConditionValue.Number b) => a.Value == b.Value && isEquality,
            (ConditionValue.Date a, ConditionValue.Date b) => a.Value == b.Value && isEquality,
            (ConditionValue.Text a, ConditionValue.Text b) => CoversText(broadOperator.Type, a.Template, narrowOperator.Type, b.Template),
            _ => false,
        };
    }

    private static bool CoversText(ConditionType broadType, Template broad, ConditionType narrowType, Template narrow)
    {
        if (broadType == ConditionType.StringIgnoreCase)
            return narrow.Literal is { } text && broad.Literal is { } other && text.Equals(other, StringComparison.OrdinalIgnoreCase);
        return narrowType != ConditionType.StringIgnoreCase && Glob.Of(broad).Covers(Glob.Of(narrow));
    }

    private static bool IsText(LintedCondition condition) =>
        condition.Type is ConditionType.String or ConditionType.StringIgnoreCase or ConditionType.StringLike;

    private static OrderedRange? RangeOf(LintedCondition condition) =>
        condition.Use.Operator.IsNegated ? null : OrderedRange.Of(condition.Use.Operator.Relation, condition.Condition.Values);

    private static void Report(LintedStatement statement, LintedCondition left, LintedCondition right)
    {
        LintedCondition last = left.KeyOffset > right.KeyOffset ? left : right;
        LintedCondition other = last == left ? right : left;
        statement.Report(LintRules.Contradiction, last.KeyOffset,
            $"`{other.Use}` and `{last.Use}` on `{last.Key}` never both hold, so {statement.Name} never matches");
    }
}
