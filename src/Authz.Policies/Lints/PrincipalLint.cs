using Authz.Policies.Documents;

namespace Authz.Policies.Lints;

/// <summary>Principals of resource and key policies (section 1.3). Trust policies have lints of their own.</summary>
internal static class PrincipalLint
{
    public static void Check(LintedStatement statement)
    {
        if (statement.Statement.Principals is not { } principals || statement.PrincipalElement is not { } element) return;
        if (principals.IsNot)
        {
            statement.Report(LintRules.NotPrincipal, element.Offset,
                "callers with a permissions boundary are denied even when they are listed, and sessions unless role, session and account are");
            return;
        }

        if (!statement.IsAllow || CallerLimit.Limits(statement) || statement.Policy.Kind is not (PolicyKind.Resource or PolicyKind.Key)) return;
        if (principals.Principals.Any(static p => p.Form == PrincipalForm.Everyone))
            statement.Report(LintRules.PublicResource, element.Offset, statement.Conditions.Count == 0
                ? "everybody is permitted, also callers who are not signed in" : "no condition limits who of all callers is permitted");
    }
}
