using Authz.Sts.Caching;
using Authz.Sts.Identities;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>What verifying a token found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Entry">The session; also of an expired token, whose signature was right. Else null.</param>
internal readonly record struct VerifiedToken(IdentityStatus Status, SessionEntry? Entry);

/// <summary>
/// Verifies session tokens, each once while it is held, and once for all who bring it at the same moment. Thread-safe.
/// </summary>
internal sealed class TokenVerification(SessionTokenVerifier verifier, SessionCache cache)
{
    private readonly SingleFlight<(KeyRing Ring, string Token), VerifiedToken> _flights = new();

    /// <summary>Verifies a token; its end is checked each time.</summary>
    public VerifiedToken Verify(string token, KeyRing ring, DateTimeOffset now)
    {
        // before it is looked up: a stranger chooses the length
        if (token.Length > SessionTokenFormat.MaximumLength) return new VerifiedToken(IdentityStatus.TokenInvalid, null);
        return cache.Find(token, ring) is { } entry ? Held(entry, now) : CheckOnce(token, ring, now);
    }

    // apart, so that what the closure holds is not allocated for a hit
    private VerifiedToken CheckOnce(string token, KeyRing ring, DateTimeOffset now) =>
        _flights.Do((ring, token), () => Check(token, ring, now));

    private static VerifiedToken Held(SessionEntry entry, DateTimeOffset now) =>
        new(now < entry.Claims.Expiration ? IdentityStatus.Identified : IdentityStatus.TokenExpired, entry);

    private VerifiedToken Check(string token, KeyRing ring, DateTimeOffset now)
    {
        // it may have come in since we looked
        if (cache.Find(token, ring) is { } entry) return Held(entry, now);
        cache.CountVerification();
        SessionTokenResult result = verifier.Verify(ring, token);
        return result.Status switch
        {
            SessionTokenStatus.Valid => new VerifiedToken(IdentityStatus.Identified, cache.Add(token, ring, result.Claims!, result.KeyId!)),
            SessionTokenStatus.Expired =>
                new VerifiedToken(IdentityStatus.TokenExpired, new SessionEntry(token, ring, result.Claims!, result.KeyId!)),
            SessionTokenStatus.NotYetValid => new VerifiedToken(IdentityStatus.TokenNotYetValid, null),
            _ => new VerifiedToken(IdentityStatus.TokenInvalid, null),
        };
    }
}
