using Authz.Policies.Conditions;

namespace Authz.Policies.Lints;

/// <summary>
/// The keys of MFA are absent, not false, for long-term keys (section 6.2): a <c>Deny</c> spares them unless its operator has
/// <c>IfExists</c>, and an <c>Allow</c> whose operator has it lets them in.
/// </summary>
internal static class MfaLint
{
    private const string Present = "aws:multifactorauthpresent";
    private const string Age = "aws:multifactorauthage";

    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.Conditions)
        {
            // whoever also asks whether the key is there has thought of it
            if (statement.ConditionsOn(condition.Key.Folded).Any(static c => c.Type == ConditionType.Null)) continue;
            if (!statement.IsAllow && !condition.Use.IfExists && AsksForMissingMfa(condition) && !IsMissingDenied(condition, statement))
            {
                statement.Report(LintRules.MfaDenySparesKeys, condition.OperatorOffset,
                    $"`{condition.Key}` is absent for long-term keys, and `{condition.Use}` is false then");
            }
            else if (statement.IsAllow && condition.Use.IfExists && AsksForMfa(condition))
            {
                statement.Report(LintRules.MfaAllowIfExists, condition.OperatorOffset,
                    $"`{condition.Key}` is absent for long-term keys, and `{condition.Use}` is true then");
            }
        }
    }

    // a sibling denies the same to whoever has no such key; without MFA, the age is missing whenever the other key is
    private static bool IsMissingDenied(LintedCondition condition, LintedStatement statement) => statement.Policy.Statements.Any(sibling =>
        sibling != statement && !sibling.IsAllow && sibling.Statement.IsNotAction == statement.Statement.IsNotAction
        && sibling.Conditions is [var only] && only.IsNull(true) && (only.Key.Folded == Age || only.Key.Folded == condition.Key.Folded)
        && sibling.Actions.Select(static a => a.Text).SequenceEqual(statement.Actions.Select(static a => a.Text), StringComparer.OrdinalIgnoreCase));

    private static bool AsksForMissingMfa(LintedCondition condition) => condition.Key.Folded switch
    {
        Present => condition.Type == ConditionType.Bool && condition.Condition.Values is [ConditionValue.Flag { Value: false }],
        Age => condition.Use.Operator.Relation is ConditionRelation.GreaterThan or ConditionRelation.GreaterThanEquals,
        _ => false,
    };

    private static bool AsksForMfa(LintedCondition condition) => condition.Key.Folded switch
    {
        Present => condition.Type == ConditionType.Bool && condition.Condition.Values is [ConditionValue.Flag { Value: true }],
        Age => condition.Use.Operator.Relation is ConditionRelation.LessThan or ConditionRelation.LessThanEquals,
        _ => false,
    };
}
