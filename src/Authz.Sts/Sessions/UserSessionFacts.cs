using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Organizations.Principals;
using Authz.Policies.Names;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>The context keys of sessions that a user or root asked for in its own name (STS section 9.9).</summary>
internal static class UserSessionFacts
{
    /// <summary>Of a session of GetSessionToken: the user's or root's, and what only temporary credentials have.</summary>
    public static RequestContext OfCaller(Organization organization, AccountId account, User? user, SessionClaims claims)
    {
        RequestContext facts = user is null
            ? SessionFacts.OfRoot(organization, account, claims.Use)
            : SessionFacts.OfUser(organization, user, claims.Use);
        AddSession(facts, claims);
        return facts;
    }

    /// <summary>Of a federated user: its own name, the tags of its session before those of the user who asked.</summary>
    public static RequestContext OfFederatedUser(Organization organization, Arn name, User? user, SessionClaims claims)
    {
        AccountId account = name.AccountId;
        RequestContext facts = SessionFacts.OfAccount(organization, account, name, "FederatedUser");
        facts.TryAdd(KnownKeys.UserId, $"{account}:{claims.SessionName}");
        AddSession(facts, claims);
        facts.TryAdd(KnownKeys.CredentialUse, SessionFacts.TextOf(claims.Use));
        foreach ((var key, var value) in claims.Tags) facts.TryAdd(KnownKeys.PrincipalTag.Of(key), ContextValue.Of(value));
        if (user is null) return facts;
        foreach ((var key, var value) in user.Tags) facts.TryAdd(KnownKeys.PrincipalTag.Of(key), ContextValue.Of(value));
        return facts;
    }

    private static void AddSession(RequestContext facts, SessionClaims claims)
    {
        facts.TryAdd(KnownKeys.TokenIssueTime, claims.IssuedAt);
        // the age depends on the moment of the request
        facts.TryAdd(KnownKeys.MultiFactorAuthPresent, claims.MfaTime is not null);
    }
}
