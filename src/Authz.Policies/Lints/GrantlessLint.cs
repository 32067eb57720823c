using Authz.Policies.Documents;

namespace Authz.Policies.Lints;

/// <summary>A boundary or session policy without any <c>Allow</c> permits nothing (section 5.3).</summary>
internal static class GrantlessLint
{
    public static void Check(LintedPolicy policy)
    {
        if (policy.Kind is not (PolicyKind.Boundary or PolicyKind.Session) || policy.Statements.Any(static s => s.IsAllow)) return;
        policy.Report(LintRules.GrantsNothing, policy.Node.Offset, $"{PolicyReader.Describe(policy.Kind)} that only denies leaves nothing permitted");
    }
}
