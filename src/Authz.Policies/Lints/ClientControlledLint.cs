using Authz.Policies.Documents;

namespace Authz.Policies.Lints;

/// <summary>Grants that only headers of the client limit (section 6.5).</summary>
internal static class ClientControlledLint
{
    public static void Check(LintedStatement statement)
    {
        if (!statement.IsAllow || statement.Conditions.Count == 0) return;
        if (statement.Policy.Kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl or PolicyKind.Boundary or PolicyKind.Session) return;
        if (statement.Conditions.All(static c => c.Key.Folded is "aws:referer" or "aws:useragent"))
        {
            LintedCondition first = statement.Conditions[0];
            statement.Report(LintRules.ClientControlled, first.KeyOffset, $"the client chooses `{first.Key}`");
        }
    }
}
