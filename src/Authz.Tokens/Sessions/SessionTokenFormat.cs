namespace Authz.Tokens.Sessions;

/// <summary>What is fixed about the text of a session token: a compact JWS (RFC 7515 section 3.1) of one algorithm and one type.</summary>
public static class SessionTokenFormat
{
    /// <summary>Header <c>typ</c>; explicit typing as RFC 8725 section 3.11 asks.</summary>
    public const string Type = "authz-session+jwt";

    /// <summary>Header <c>alg</c>; the only one.</summary>
    public const string Algorithm = "ES256";

    /// <summary>Most characters of a token.</summary>
    public const int MaximumLength = 4096;

    internal const int SignatureLength = 64;
}
