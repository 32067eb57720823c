using System.Text;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;

namespace Authz.Tokens.Sessions;

/// <summary>Composes and signs session tokens. Pure: no clock, no state.</summary>
public static class SessionTokenSigner
{
    /// <summary>Signs the claims with the ring's active key.</summary>
    /// <param name="ring">The keys of this moment.</param>
    /// <param name="claims">Taken as they are: verify the token before it leaves.</param>
    public static SessionTokenSignResult Sign(KeyRing ring, SessionClaims claims)
    {
        if (!ring.CanIssue)
            return new SessionTokenSignResult(SessionTokenSignStatus.CannotIssue, null, null);
        var key = ring.Active!;
        var header = Encoding.ASCII.GetBytes(
            $$"""{"alg":"{{SessionTokenFormat.Algorithm}}","typ":"{{SessionTokenFormat.Type}}","kid":"{{key.KeyId}}"}""");
        var input = $"{CanonicalBase64Url.Encode(header)}.{CanonicalBase64Url.Encode(SessionPayload.Compose(claims))}";
        var signature = key.Sign(Encoding.ASCII.GetBytes(input));
        var token = $"{input}.{CanonicalBase64Url.Encode(signature)}";
        return token.Length > SessionTokenFormat.MaximumLength
            ? new SessionTokenSignResult(SessionTokenSignStatus.TooLong, null, null)
            : new SessionTokenSignResult(SessionTokenSignStatus.Signed, token, key.KeyId);
    }
}
