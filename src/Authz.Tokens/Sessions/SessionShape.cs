namespace Authz.Tokens.Sessions;

/// <summary>Which claims a session of each kind has: a claim that does not belong there refuses the token as one that is missing does.</summary>
internal static class SessionShape
{
    public static bool Fits(SessionClaims claims) => claims.Kind switch
    {
        SessionKind.AssumedRole => IsRole(claims),
        SessionKind.User => IsOfKey(claims) && HasUser(claims) && IsUnnamed(claims),
        SessionKind.Root => IsOfKey(claims) && HasNoUser(claims) && IsUnnamed(claims),
        SessionKind.FederatedUser =>
            IsOfKey(claims) && (HasUser(claims) || HasNoUser(claims)) && claims is { SessionName.Length: > 0, MfaTime: null },
        _ => false,
    };

    private static bool IsRole(SessionClaims claims) =>
        claims is { RoleId.Length: > 0, RoleArn.Length: > 0, RoleName.Length: > 0, SessionName.Length: > 0 }
        && HasNoUser(claims) && claims is { ParentKeyId: null, MfaTime: null }
        && claims.Provider is null or { ProviderArn.Length: > 0, Issuer.Length: > 0, Subject.Length: > 0 };

    // what a long-term key asked for in its own name
    private static bool IsOfKey(SessionClaims claims) => claims is
    {
        ParentKeyId.Length: > 0, RoleId: null, RoleArn: null, RoleName: null, Provider: null, SourceIdentity: null, Chain.Count: 0,
    };

    private static bool HasUser(SessionClaims claims) => claims is { UserId.Length: > 0, UserArn.Length: > 0 };

    private static bool HasNoUser(SessionClaims claims) => claims is { UserId: null, UserArn: null };

    private static bool IsUnnamed(SessionClaims claims) => claims.SessionName is null;
}
