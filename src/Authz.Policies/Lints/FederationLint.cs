using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Trust in identity providers that is wider than their user's own tokens and assertions (section 6.6).</summary>
internal static class FederationLint
{
    private const string IdentityPool = "cognito-identity.amazonaws.com";

    private static readonly string[] PoolClaims = ["aud", "amr"];

    private const string ServiceAccount = "system:serviceaccount:";

    // how the subjects of all customers begin
    private static readonly string[] CommonBeginnings =
    [
        "repo:", "repository:", "repository_owner:", "repository_id:", "job_workflow_ref:", "project_path:", "organization:", "org:", "org/",
        "owner:", "pipeline:", "account:", "system:",
    ];

    public static void Check(LintedStatement statement)
    {
        if (statement.Policy.Kind != PolicyKind.Trust || !statement.IsAllow || statement.Statement.Principals is not { } principals) return;
        foreach ((Principal principal, JsonNode node) in principals.Principals.Zip(statement.Principals))
        {
            if (principal.Form != PrincipalForm.Federated) continue;
            var arn = Arn.TryParse(principal.Text, out Arn? parsed) ? parsed : null;
            if (arn?.After("saml-provider/") is not null) CheckSaml(node, statement);
            else if (principal.Text == IdentityPool) CheckPool(node, statement);
            else CheckIssuer(arn?.After("oidc-provider/") ?? principal.Text, arn is not null, node, statement);
        }
    }

    private static void CheckSaml(JsonNode node, LintedStatement statement)
    {
        if (statement.NamesAction("sts:assumerolewithsaml") && !IsLimited(statement, "saml:aud"))
            statement.Report(LintRules.SamlAudience, node.Offset, "no condition limits `SAML:aud`, the recipient of the assertion");
    }

    private static void CheckPool(JsonNode node, LintedStatement statement)
    {
        string[] missing = [.. PoolClaims.Where(claim => !IsLimited(statement, $"{IdentityPool}:{claim}")).Select(static c => $"`{IdentityPool}:{c}`")];
        if (missing.Length > 0 && statement.NamesAction("sts:assumerolewithwebidentity"))
            statement.Report(LintRules.IdentityPool, node.Offset, $"no condition limits {string.Join(" and ", missing)}");
    }

    private static void CheckIssuer(string issuer, bool isProvider, JsonNode node, LintedStatement statement)
    {
        if (!statement.NamesAction("sts:assumerolewithwebidentity")) return;
        IdentityProviderIssuer? shared = IdentityProviderIssuer.Find(issuer);
        if (shared is not null && !Array.Exists(shared.Claims, claim => TellsOwner(statement, $"{issuer}:{claim}")))
        {
            statement.Report(LintRules.SharedIssuer, node.Offset,
                $"no condition limits {string.Join(" or ", shared.Claims.Select(c => $"`{issuer}:{c}`"))} to values of your own");
        }
        else if (isProvider && !IsLimited(statement, $"{issuer}:aud"))
        {
            statement.Report(LintRules.NoAudience, node.Offset, $"no condition limits `{issuer}:aud`");
        }
    }

    private static bool IsLimited(LintedStatement statement, string key) =>
        statement.ConditionsOn(key.ToLowerInvariant()).Any(static c => c.Restricts && c.Condition.Values.All(static v => Beginning(v) is null or not ""));

    private static bool TellsOwner(LintedStatement statement, string key) =>
        statement.ConditionsOn(key.ToLowerInvariant()).Any(static c => c.Restricts && c.Condition.Values.All(static v => TellsOwner(Beginning(v))));

    // without the separator after it, `repo:octo*` is also `repo:octo-evil/x`
    private static bool TellsOwner(string? beginning)
    {
        if (beginning is null) return true;
        // a cluster's namespaces are all of one owner
        if (beginning.StartsWith(ServiceAccount, StringComparison.OrdinalIgnoreCase)) return beginning.Length > ServiceAccount.Length;
        var common = Array.Find(CommonBeginnings, c => beginning.StartsWith(c, StringComparison.OrdinalIgnoreCase)) ?? "";
        return beginning.AsSpan(common.Length).IndexOfAny(':', '/') > 0;
    }

    // the text before the first wildcard or variable; null for a value without wildcards
    private static string? Beginning(ConditionValue value) => value is not ConditionValue.Text { Template: { HasWildcards: true } template }
        ? null : template.Parts[0].Kind == TemplatePartKind.Literal ? template.Parts[0].Text : "";
}
