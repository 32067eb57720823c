using Authz.Tokens.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Tokens.Sessions;

/// <summary>Verifies session tokens of one issuer. Thread-safe; nothing waits.</summary>
public sealed class SessionTokenVerifier
{
    private static readonly TimeSpan FutureTolerance = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly string _issuer;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <param name="time">The clock that expiry is measured by.</param>
    /// <param name="issuer">The only issuer accepted; not empty.</param>
    public SessionTokenVerifier(TimeProvider time, string issuer)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        _time = time;
        _issuer = issuer;
    }

    /// <summary>Verifies form, signature, issuer, audience and claims, and then the time: who holds no key learns nothing of expiry.</summary>
    /// <param name="ring">The keys of this moment.</param>
    /// <param name="token">Any text.</param>
    public SessionTokenResult Verify(KeyRing ring, string token) => Read(ring, token, isOwn: false);

    /// <summary>The same but for the signature, for who made it a moment ago: INVARIANT: never for a token that came from elsewhere.</summary>
    internal SessionTokenResult ReadBack(KeyRing ring, string token) => Read(ring, token, isOwn: true);

    private SessionTokenResult Read(KeyRing ring, string token, bool isOwn)
    {
        var status = TokenParts.TryRead(token, out var parts);
        if (status != SessionTokenStatus.Unverified)
            return new SessionTokenResult(status, null, null);
        if (ring.Find(parts.KeyId) is not { } key)
            return new SessionTokenResult(SessionTokenStatus.UnknownKey, null, null);
        status = isOwn ? SessionTokenStatus.Valid : VerifySignature(key, token);
        if (status != SessionTokenStatus.Valid)
            return new SessionTokenResult(status, null, null);
        if (SessionPayloadReader.Read(parts.Payload) is not { } claims)
            return new SessionTokenResult(SessionTokenStatus.InvalidClaim, null, null);
        // the library has looked, but not at a token of our own
        if (!string.Equals(claims.Issuer, _issuer, StringComparison.Ordinal))
            return new SessionTokenResult(SessionTokenStatus.WrongIssuer, null, null);
        if (!string.Equals(claims.Audience, SessionClaims.SessionAudience, StringComparison.Ordinal))
            return new SessionTokenResult(SessionTokenStatus.WrongAudience, null, null);
        status = CheckTime(claims, _time.GetUtcNow());
        return status == SessionTokenStatus.NotYetValid
            ? new SessionTokenResult(status, null, null)
            : new SessionTokenResult(status, claims, key.KeyId);
    }

    /// <summary>Zero leeway after expiry, 60 seconds before issuance for clocks that differ.</summary>
    private static SessionTokenStatus CheckTime(SessionClaims claims, DateTimeOffset now)
    {
        if (now >= claims.Expiration)
            return SessionTokenStatus.Expired;
        return claims.IssuedAt - now > FutureTolerance ? SessionTokenStatus.NotYetValid : SessionTokenStatus.Valid;
    }

    private SessionTokenStatus VerifySignature(SigningKey key, string token)
    {
        // Completes synchronously: the library awaits only a configuration manager, and none is given.
        var result = _handler.ValidateTokenAsync(token, Parameters(key)).GetAwaiter().GetResult();
        if (result.IsValid)
            return SessionTokenStatus.Valid;
        return result.Exception switch
        {
            SecurityTokenInvalidIssuerException => SessionTokenStatus.WrongIssuer,
            SecurityTokenInvalidAudienceException => SessionTokenStatus.WrongAudience,
            SecurityTokenInvalidAlgorithmException => SessionTokenStatus.WrongAlgorithm,
            SecurityTokenInvalidTypeException => SessionTokenStatus.WrongType,
            _ => SessionTokenStatus.BadSignature,
        };
    }

    private TokenValidationParameters Parameters(SigningKey key) => new()
    {
        ValidAlgorithms = [SessionTokenFormat.Algorithm],
        ValidTypes = [SessionTokenFormat.Type],
        ValidIssuer = _issuer,
        ValidAudience = SessionClaims.SessionAudience,
        IssuerSigningKey = key.VerificationKey,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        // CheckTime does it, by the injected clock and to the millisecond.
        ValidateLifetime = false,
    };
}
