using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Policies.Lints;

/// <summary>Trust policies that let strangers in (sections 1.3 and 5.6). Identity providers are <see cref="FederationLint"/>'s.</summary>
internal static class TrustLint
{
    // what a caller cannot choose, and what tells callers apart
    private static readonly HashSet<string> Limiting = new(StringComparer.Ordinal)
    {
        "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:sourcearn",
        "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn",
        "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:principalservicename", "aws:principalservicenameslist",
    };

    private static readonly HashSet<string> Agreed = new(StringComparer.Ordinal)
    {
        "sts:externalid", "aws:principalorgid", "aws:principalorgpaths",
    };

    public static void Check(LintedStatement statement)
    {
        if (statement.Policy.Kind != PolicyKind.Trust || !statement.IsAllow || statement.Statement.Principals is not { IsNot: false } principals) return;
        var isLimited = statement.Conditions.Any(static c => c.Restricts && Limiting.Contains(c.Key.Folded));
        var isAgreed = !statement.NamesAction("sts:assumerole") || statement.Conditions.Any(static c => c.Restricts && Agreed.Contains(c.Key.Folded));
        foreach ((Principal principal, JsonNode node) in principals.Principals.Zip(statement.Principals))
        {
            if (principal.Form == PrincipalForm.Everyone)
            {
                if (!isLimited) statement.Report(LintRules.PublicTrust, node.Offset, "no condition limits who of all callers may take the role");
            }
            else if (!isAgreed && statement.Policy.Context.IsForeign(AccountOf(principal)))
            {
                statement.Report(LintRules.CrossAccountTrust, node.Offset,
                    $"account {AccountOf(principal)} belongs to somebody else, whom a third party may ask to take the role");
            }
        }
    }

    private static AccountId AccountOf(Principal principal) => principal.Form switch
    {
        PrincipalForm.Account => AccountId.TryParse(principal.Text, out AccountId account) ? account : default,
        PrincipalForm.Arn => Arn.TryParse(principal.Text, out Arn? arn) ? arn.AccountId : default,
        _ => default,
    };
}
