using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Organizations.Principals;
using Authz.Policies.Conditions;
using Authz.Policies.Names;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>
/// The context keys that follow from who the caller is (reference sections 6.1, 6.2; STS section 9.9). Nobody can supply them otherwise.
/// </summary>
public static class SessionFacts
{
    /// <summary>Whether a key is determined by the sidecar and therefore not taken from a request; so is all that AWS may add of a principal.</summary>
    public static bool IsReserved(string key) =>
        ContextKeyCatalogue.Find(key) is { Supply: ContextKeySupply.Caller or ContextKeySupply.Request }
        || key.StartsWith("aws:Principal", StringComparison.OrdinalIgnoreCase) || key.StartsWith("authz:", StringComparison.OrdinalIgnoreCase)
        || FederatedFacts.IsClaim(key);

    internal static RequestContext OfUser(Organization organization, User user, CredentialUse use = CredentialUse.Sigv4)
    {
        RequestContext facts = OfAccount(organization, user.Account, user.Arn, "User");
        facts.TryAdd(KnownKeys.UserId, user.UserId);
        facts.TryAdd(KnownKeys.UserName, user.Name);
        foreach ((var key, var value) in user.Tags) facts.TryAdd(KnownKeys.PrincipalTag.Of(key), ContextValue.Of(value));
        facts.TryAdd(KnownKeys.CredentialUse, TextOf(use));
        return facts;
    }

    internal static RequestContext OfRoot(Organization organization, AccountId account, CredentialUse use = CredentialUse.Sigv4)
    {
        RequestContext facts = OfAccount(organization, account, Arn.OfRoot(account), "Account");
        facts.TryAdd(KnownKeys.UserId, account.ToString());
        facts.TryAdd(KnownKeys.CredentialUse, TextOf(use));
        return facts;
    }

    internal static RequestContext OfSession(Organization organization, Role role, SessionClaims claims)
    {
        RequestContext facts = OfAccount(organization, role.Account, role.Arn, "AssumedRole");
        facts.TryAdd(KnownKeys.UserId, $"{role.RoleId}:{claims.SessionName}");
        facts.TryAdd(KnownKeys.TokenIssueTime, claims.IssuedAt);
        // a role's session carries no MFA, also when MFA was used to get it (STS section 5.3)
        facts.TryAdd(KnownKeys.MultiFactorAuthPresent, false);
        if (claims.SourceIdentity is not null) facts.TryAdd(KnownKeys.SourceIdentity, claims.SourceIdentity);
        if (claims.Provider is { } provider) FederatedFacts.Add(facts, provider);
        // a session's tag stands before the role's of the same key (STS section 3.4)
        foreach ((var key, var value) in claims.Tags) facts.TryAdd(KnownKeys.PrincipalTag.Of(key), ContextValue.Of(value));
        foreach ((var key, var value) in role.Tags) facts.TryAdd(KnownKeys.PrincipalTag.Of(key), ContextValue.Of(value));
        facts.TryAdd(KnownKeys.CredentialUse, TextOf(claims.Use));
        return facts;
    }

    internal static string TextOf(CredentialUse use) => use == CredentialUse.Sigv4 ? "sigv4" : "bearer";

    internal static RequestContext OfAccount(Organization organization, AccountId account, Arn principalArn, string principalType)
    {
        var facts = new RequestContext(capacity: 16);
        facts.TryAdd(KnownKeys.PrincipalArn, principalArn);
        facts.TryAdd(KnownKeys.PrincipalAccount, account);
        facts.TryAdd(KnownKeys.PrincipalOrgId, organization.Id);
        facts.TryAdd(KnownKeys.PrincipalOrgPaths, [organization.OrgPath(account)]);
        facts.TryAdd(KnownKeys.PrincipalType, principalType);
        facts.TryAdd(KnownKeys.PrincipalIsAwsService, false);
        return facts;
    }
}
