using Authz.Policies.Diagnostics;

namespace Authz.Policies.Limits;

/// <summary>Policies that AWS would not store (section 1.6); <see cref="PolicyLimits"/> holds the numbers.</summary>
public static class LimitRules
{
    private const string Shorten = "shorten it with wildcards, split it, or raise the limit";

    public static readonly DiagnosticRule ControlPolicyTooLong =
        new("AZ1300", DiagnosticSeverity.Error, "a control policy is longer than AWS Organizations stores, even without white space", Shorten);
    public static readonly DiagnosticRule SessionPolicyTooLong =
        new("AZ1301", DiagnosticSeverity.Error, "a session policy is longer than STS takes", "shorten it, or pass the ARN of a managed policy");
    public static readonly DiagnosticRule TrustPolicyLong =
        new("AZ1302", DiagnosticSeverity.Warning, "a trust policy is longer than the default quota", Shorten);
    public static readonly DiagnosticRule TrustPolicyTooLong =
        new("AZ1303", DiagnosticSeverity.Error, "a trust policy is longer than the quota can be raised to", Shorten);
    public static readonly DiagnosticRule ManagedPolicyLong =
        new("AZ1304", DiagnosticSeverity.Warning, "a managed policy is longer than the quota", Shorten);
    public static readonly DiagnosticRule InlinePoliciesLong =
        new("AZ1305", DiagnosticSeverity.Warning, "the inline policies of a principal are together longer than the quota",
            "move some of them into managed policies, or raise the limit");
    public static readonly DiagnosticRule ControlPolicyLong =
        new("AZ1306", DiagnosticSeverity.Warning, "a control policy is longer than AWS Organizations stores as it stands, and fits without white space",
            "send it without white space");

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        ControlPolicyTooLong, SessionPolicyTooLong, TrustPolicyLong, TrustPolicyTooLong, ManagedPolicyLong, InlinePoliciesLong,
        ControlPolicyLong,
    ];
}
