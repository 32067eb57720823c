namespace Authz.Tokens.Sessions;

/// <summary>An ancestor of a chained session, so that revoking it reaches its descendants.</summary>
/// <param name="RoleId">Unique id of the ancestor's role, or of its user.</param>
/// <param name="TokenId">The ancestor's token id.</param>
/// <param name="IssuedAtMs">When it was issued, milliseconds since 1970-01-01 UTC.</param>
public readonly record struct ChainLink(string RoleId, string TokenId, long IssuedAtMs)
{
    /// <summary>The ancestor's account; empty when the token does not say.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>The issuer of the subject that took the ancestor's role; null when none did.</summary>
    public string? Issuer { get; init; }

    /// <summary>That subject; null when none took it.</summary>
    public string? Subject { get; init; }

    /// <summary>The link that a session is to those that come from it.</summary>
    public static ChainLink Of(SessionClaims claims) => new(claims.PrincipalId, claims.TokenId, claims.IssuedAt.ToUnixTimeMilliseconds())
    {
        AccountId = claims.AccountId,
        Issuer = claims.Provider?.Issuer,
        Subject = claims.Provider?.Subject,
    };
}
