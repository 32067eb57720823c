using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Policies.Lints;

/// <summary>Looks in a valid policy for what its author did not mean. Reports warnings and suggestions only. Thread-safe.</summary>
public static class PolicyLinter
{
    private static readonly Action<LintedStatement>[] StatementLints =
    [
        SetPrefixLint.Check, MfaLint.Check, KeyNameLint.Check, OperatorTypeLint.Check, ValueTextLint.Check, AddressLint.Check,
        VariableLint.Check, RedundancyLint.Check, ContradictionLint.Check, ClientControlledLint.Check, PrincipalLint.Check,
        BroadGrantLint.Check, ResourcePatternLint.Check, ListLint.Check, ActionNameLint.Check, TrustLint.Check, FederationLint.Check,
    ];

    /// <summary>Reports every finding of one policy.</summary>
    /// <param name="document">The policy, read without error.</param>
    /// <param name="node">The JSON that it was read from.</param>
    /// <param name="source">The text that holds the JSON.</param>
    /// <param name="context">What is known around the policy.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static void Check(PolicyDocument document, JsonNode node, SourceText source, LintContext context, DiagnosticList diagnostics)
    {
        var policy = new LintedPolicy(document, node, context, source, diagnostics);
        foreach (LintedStatement statement in policy.Statements)
        {
            foreach (var check in StatementLints) check(statement);
        }

        GrantlessLint.Check(policy);
        ShadowLint.Check(policy);
    }
}
