using Authz.Policies.Conditions;

namespace Authz.Policies.Lints;

/// <summary>Operators that do not fit what is known of their key (section 4.6).</summary>
internal static class OperatorTypeLint
{
    // texts that whoever asks may fill with an ARN or a number
    private static readonly string[] FreeTexts =
    [
        "aws:FederatedProvider", "aws:SourceIdentity", "sts:SourceIdentity", "sts:RoleSessionName", "sts:ExternalId", "aws:Referer",
        "aws:UserAgent",
    ];

    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.Conditions)
        {
            if (condition.Type == ConditionType.Null || ContextKeyCatalogue.Find(condition.Key.Text) is not { } key) continue;
            if (!Fits(condition.Type, key) && !IsOneAddress(condition, key))
            {
                statement.Report(LintRules.OperatorType, condition.OperatorOffset,
                    $"`{condition.Use.Operator}` compares {Describe(condition.Type)}, and `{condition.Key}` is {DescribeOne(key.Type)}");
            }
            else if (key.Type == ConditionType.Arn && condition.Type == ConditionType.StringLike && condition.Templates.Any(static t => t.HasWildcards))
            {
                statement.Report(LintRules.LikeOnArn, condition.OperatorOffset, $"`{condition.Use}` compares `{condition.Key}` as one text");
            }
        }
    }

    private static bool Fits(ConditionType type, ContextKeyInfo key) => key.Type switch
    {
        // tags and claims are what their authors put into them
        ConditionType.String => IsText(type) || key.IsFamily || FreeTexts.Contains(key.Name, StringComparer.Ordinal),
        ConditionType.Arn => type == ConditionType.Arn || IsText(type),
        ConditionType.Date => type == ConditionType.Date || (type == ConditionType.Numeric && key.Name == "aws:EpochTime"),
        _ => type == key.Type,
    };

    // the address operators have no variables, so that only a text operator compares two keys
    private static bool IsOneAddress(LintedCondition condition, ContextKeyInfo key) =>
        key.Type == ConditionType.IpAddress && IsText(condition.Type) && condition.Templates.All(static t => t.HasVariables);

    private static bool IsText(ConditionType type) =>
        type is ConditionType.String or ConditionType.StringIgnoreCase or ConditionType.StringLike;

    private static string Describe(ConditionType type) => type switch
    {
        ConditionType.Numeric => "numbers",
        ConditionType.Date => "dates",
        ConditionType.Bool => "booleans",
        ConditionType.Binary => "bytes",
        ConditionType.IpAddress => "addresses",
        ConditionType.Arn => "ARNs",
        _ => "texts",
    };

    private static string DescribeOne(ConditionType type) => type switch
    {
        ConditionType.Numeric => "a number",
        ConditionType.Date => "a date",
        ConditionType.Bool => "a boolean",
        ConditionType.IpAddress => "an address",
        ConditionType.Arn => "an ARN",
        _ => "a text",
    };
}
