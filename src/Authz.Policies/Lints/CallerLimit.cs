using Authz.Policies.Conditions;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Conditions that tell some callers from all others: by account, organization, identity or network (sections 6.1 to 6.5).</summary>
internal static class CallerLimit
{
    private const int AccountField = 4;

    // how the ids of everybody begin: `AROA`, `o-`, `vpce-`
    private const int SharedBeginning = 5;

    // what a caller cannot choose, and what tells callers apart
    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:sourcearn",
        "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce",
        "aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:principalservicename",
        "aws:principalservicenameslist", "aws:principalisawsservice", "kms:calleraccount", "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn", "elasticfilesystem:accessedviamounttarget",
    };

    /// <summary>Whether some condition of a statement lets only some callers through.</summary>
    public static bool Limits(LintedStatement statement) =>
        statement.Conditions.Any(static c => c.Restricts && Keys.Contains(c.Key.Folded) && c.Condition.Values.All(TellsOwner));

    private static bool TellsOwner(ConditionValue value) => value switch
    {
        ConditionValue.Flag flag => flag.Value,
        ConditionValue.ArnText arn => TellsOwner(arn.Pattern),
        ConditionValue.Text { Template: { HasWildcards: true } template } => TellsOwner(template),
        _ => true,
    };

    private static bool TellsOwner(Template template)
    {
        if (ArnPattern.TryParse(template.Text, variables: true, out ArnPattern? arn, out _) && arn.Fields is [{ Literal: "arn" }, ..]) return TellsOwner(arn);
        TemplatePart first = template.Parts[0];
        return first.Kind == TemplatePartKind.Variable || (first.Kind == TemplatePartKind.Literal && first.Text.Length > SharedBeginning);
    }

    // the names of buckets are global, and their ARNs have no account
    private static bool TellsOwner(ArnPattern arn)
    {
        if (arn.Fields.IsEmpty) return !arn.IsAny;
        if (arn.Fields.Length <= AccountField) return false;
        Template account = arn.Fields[AccountField];
        if (account.Literal is { Length: > 0 } || account.HasVariables) return true;
        return arn.Fields is [_, _, { Literal: "s3" }, _, _, { Parts: [{ Kind: TemplatePartKind.Literal }, ..] }];
    }
}
