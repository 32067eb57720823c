using System.Globalization;
using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Organizations.Principals;
using Authz.Policies.Names;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>
/// The context keys that follow from who the caller is (reference sections 6.1, 6.2; STS section 9.9). Nobody can supply them otherwise.
/// </summary>
public static class SessionFacts
{
    /// <summary>The condition key that tells policies how the caller proved itself: <c>bearer</c> or <c>sigv4</c>.</summary>
    public const string CredentialUseKey = "authz:CredentialUse";

    private static readonly string[] Reserved =
    [
        "aws:userid", "aws:username", "aws:TokenIssueTime", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SourceIdentity",
        "aws:FederatedProvider", "aws:RequestedRegion", "aws:CurrentTime", "aws:EpochTime", "aws:AssumedRoot",
    ];

    /// <summary>Whether a key is determined by the sidecar and therefore not taken from a request.</summary>
    public static bool IsReserved(string key) =>
        key.StartsWith("aws:Principal", StringComparison.OrdinalIgnoreCase) || key.StartsWith("authz:", StringComparison.OrdinalIgnoreCase)
        || Reserved.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>A time as policies see it, exact to the millisecond, UTC.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static RequestContext OfUser(Organization organization, User user)
    {
        RequestContext facts = OfAccount(organization, user.Account, user.Arn.Text, "User");
        facts.TryAdd("aws:userid", ContextValue.Of(user.UserId));
        facts.TryAdd("aws:username", ContextValue.Of(user.Name));
        foreach ((var key, var value) in user.Tags) facts.TryAdd($"aws:PrincipalTag/{key}", ContextValue.Of(value));
        facts.TryAdd(CredentialUseKey, ContextValue.Of("sigv4"));
        return facts;
    }

    internal static RequestContext OfRoot(Organization organization, AccountId account)
    {
        RequestContext facts = OfAccount(organization, account, $"arn:aws:iam::{account}:root", "Account");
        facts.TryAdd("aws:userid", ContextValue.Of(account.ToString()));
        facts.TryAdd(CredentialUseKey, ContextValue.Of("sigv4"));
        return facts;
    }

    internal static RequestContext OfSession(Organization organization, Role role, SessionClaims claims)
    {
        RequestContext facts = OfAccount(organization, role.Account, role.Arn.Text, "AssumedRole");
        facts.TryAdd("aws:userid", ContextValue.Of($"{role.RoleId}:{claims.SessionName}"));
        facts.TryAdd("aws:TokenIssueTime", ContextValue.Of(Format(claims.IssuedAt)));
        // a role's session carries no MFA, also when MFA was used to get it (STS section 5.3)
        facts.TryAdd("aws:MultiFactorAuthPresent", ContextValue.Of("false"));
        if (claims.SourceIdentity is not null) facts.TryAdd("aws:SourceIdentity", ContextValue.Of(claims.SourceIdentity));
        // a session's tag stands before the role's of the same key (STS section 3.4)
        foreach ((var key, var value) in claims.Tags) facts.TryAdd($"aws:PrincipalTag/{key}", ContextValue.Of(value));
        foreach ((var key, var value) in role.Tags) facts.TryAdd($"aws:PrincipalTag/{key}", ContextValue.Of(value));
        facts.TryAdd(CredentialUseKey, ContextValue.Of(claims.Use == CredentialUse.Sigv4 ? "sigv4" : "bearer"));
        return facts;
    }

    private static RequestContext OfAccount(Organization organization, AccountId account, string principalArn, string principalType)
    {
        var facts = new RequestContext(capacity: 16);
        facts.TryAdd("aws:PrincipalArn", ContextValue.Of(principalArn));
        facts.TryAdd("aws:PrincipalAccount", ContextValue.Of(account.ToString()));
        facts.TryAdd("aws:PrincipalOrgID", ContextValue.Of(organization.Id));
        facts.TryAdd("aws:PrincipalOrgPaths", ContextValue.OfSet([organization.OrgPath(account)]));
        facts.TryAdd("aws:PrincipalType", ContextValue.Of(principalType));
        facts.TryAdd("aws:PrincipalIsAWSService", ContextValue.Of("false"));
        return facts;
    }
}
