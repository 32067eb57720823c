using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;
using Authz.Sts.Errors;

namespace Authz.Sts.AssumeRole;

/// <summary>Reads the session policies of a call, after it was allowed: strangers cannot make us read them.</summary>
internal static class SessionPolicyReader
{
    /// <summary>Checks the policies.</summary>
    /// <param name="request">The call.</param>
    /// <param name="role">The role that is taken.</param>
    /// <param name="snapshot">Where managed policies are found.</param>
    /// <param name="minified">The inline policy without white space; null for none.</param>
    public static StsError Read(AssumeRoleRequest request, Role role, Snapshot snapshot, out string? minified)
    {
        minified = null;
        foreach (var arn in request.PolicyArns)
        {
            if (!IsOfAccount(arn, role) || snapshot.Organization.FindManagedPolicy(arn) is null)
                return new StsError(StsErrorCode.ValidationError, $"`{arn}` is no managed policy of account {role.Account} or of AWS");
        }

        if (request.Policy is null) return default;
        var diagnostics = new DiagnosticList();
        PolicyDocument? policy = PolicyReader.Read(
            SourceText.FromString("session policy", request.Policy), PolicyKind.Session, JsonDialect.Strict, diagnostics);
        if (policy is null)
            return new StsError(StsErrorCode.MalformedPolicyDocument, string.Join("; ", diagnostics.Sorted().Where(static d => d.IsError)));
        minified = JsonMinifier.Minify(request.Policy);
        return default;
    }

    private static bool IsOfAccount(string arn, Role role) =>
        Arn.TryParse(arn, out Arn? parsed) && parsed.Service == "iam" && parsed.After("policy/") is not null
        && (parsed.Account == "aws" || parsed.AccountId == role.Account);
}
