using Authz.Tokens.Keys;

namespace Authz.Tokens.Sessions;

/// <summary>
/// Verifies tokens that were signed here a moment ago: one that we would not accept must not leave. Form, key, issuer, claims and times of each
/// token are read back as a verifier reads them. Its signature, which takes four times as long to check as to make, is checked of the
/// first token of a key, and of one in <see cref="Every"/> after it: a key that does not fit its public half is found at once. Thread-safe.
/// </summary>
/// <param name="verifier">Verifies tokens.</param>
public sealed class OwnTokenCheck(SessionTokenVerifier verifier)
{
    /// <summary>One in so many tokens has its signature checked.</summary>
    public const int Every = 64;

    private SigningKey? _checkedKey;
    private int _count;

    /// <summary>Whether a verifier will accept the token.</summary>
    /// <param name="ring">The ring whose active key signed it.</param>
    /// <param name="token">The token.</param>
    public bool IsGood(KeyRing ring, string token)
    {
        var isTurn = (uint)Interlocked.Increment(ref _count) % Every == 0;
        if (!isTurn && ReferenceEquals(Volatile.Read(ref _checkedKey), ring.Active)) return verifier.ReadBack(ring, token).IsValid;
        if (!verifier.Verify(ring, token).IsValid) return false;
        Volatile.Write(ref _checkedKey, ring.Active);
        return true;
    }
}
