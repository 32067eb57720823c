using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;
using Authz.Sts.Errors;

namespace Authz.Sts.Issuing;

/// <summary>Reads the session policies of a call, after it was allowed: strangers cannot make us read them.</summary>
internal static class SessionPolicyReader
{
    /// <summary>Checks the policies.</summary>
    /// <param name="asked">The policies.</param>
    /// <param name="account">The account of the role that is taken, or of the user who calls.</param>
    /// <param name="snapshot">Where managed policies are found.</param>
    /// <param name="minified">The inline policy without white space; null for none.</param>
    public static StsError Read(AskedPolicies asked, AccountId account, Snapshot snapshot, out string? minified)
    {
        minified = null;
        foreach (var arn in asked.PolicyArns)
        {
            if (!IsOfAccount(arn, account) || snapshot.Organization.FindManagedPolicy(arn) is null)
                return new StsError(StsErrorCode.ValidationError, $"`{arn}` is no managed policy of account {account} or of AWS");
        }

        if (asked.Policy is null) return default;
        var diagnostics = new DiagnosticList();
        PolicyDocument? policy = PolicyReader.Read(
            SourceText.FromString("session policy", asked.Policy), PolicyKind.Session, JsonDialect.Strict, diagnostics);
        if (policy is null)
            return new StsError(StsErrorCode.MalformedPolicyDocument, string.Join("; ", diagnostics.Sorted().Where(static d => d.IsError)));
        minified = JsonMinifier.Minify(asked.Policy);
        return default;
    }

    private static bool IsOfAccount(string arn, AccountId account) =>
        Arn.TryParse(arn, out Arn? parsed) && parsed.Service == "iam" && parsed.After("policy/") is not null
        && (parsed.Account == "aws" || parsed.AccountId == account);
}
