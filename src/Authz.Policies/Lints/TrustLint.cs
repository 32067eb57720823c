using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Policies.Lints;

/// <summary>Trust policies that let strangers in (sections 1.3 and 5.6). Identity providers are <see cref="FederationLint"/>'s.</summary>
internal static class TrustLint
{
    private static readonly HashSet<string> Agreed = new(StringComparer.Ordinal)
    {
        "sts:externalid", "aws:principalorgid", "aws:principalorgpaths",
    };

    public static void Check(LintedStatement statement)
    {
        if (statement.Policy.Kind != PolicyKind.Trust || !statement.IsAllow || statement.Statement.Principals is not { IsNot: false } principals) return;
        var isLimited = CallerLimit.Limits(statement);
        var isAgreed = !statement.NamesAction("sts:assumerole") || statement.Conditions.Any(static c => c.Restricts && Agreed.Contains(c.Key.Folded));
        foreach ((Principal principal, JsonNode node) in principals.Principals.Zip(statement.Principals))
        {
            if (principal.Form == PrincipalForm.Everyone)
            {
                if (!isLimited) statement.Report(LintRules.PublicTrust, node.Offset, "no condition limits who of all callers may take the role");
            }
            else if (!isAgreed)
            {
                CheckAccount(AccountOf(principal), node, statement);
            }
        }
    }

    private static void CheckAccount(AccountId account, JsonNode node, LintedStatement statement)
    {
        LintContext context = statement.Policy.Context;
        if (!context.IsOther(account)) return;
        if (context.KnowsOrganization)
        {
            statement.Report(LintRules.CrossAccountTrust, node.Offset,
                $"account {account} belongs to somebody else, whom a third party may ask to take the role");
        }
        else if (!statement.ConditionsOn("aws:multifactorauthpresent").Any(IsMfa))
        {
            statement.Report(LintRules.CrossAccountTrust, node.Offset,
                $"{account} is another account, and a third party may ask it to take the role unless it is yours");
        }
    }

    // people sign in with MFA; a third party that acts for its customers does not
    private static bool IsMfa(LintedCondition condition) =>
        condition.NeedsKey && condition.Condition.Values is [ConditionValue.Flag { Value: true }] && condition.Type == ConditionType.Bool;

    private static AccountId AccountOf(Principal principal) => principal.Form switch
    {
        PrincipalForm.Account => AccountId.TryParse(principal.Text, out AccountId account) ? account : default,
        PrincipalForm.Arn => Arn.TryParse(principal.Text, out Arn? arn) ? arn.AccountId : default,
        _ => default,
    };
}
