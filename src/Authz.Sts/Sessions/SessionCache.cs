using Authz.Sts.Caching;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;
using Authz.Tokens.Signatures;

namespace Authz.Sts.Sessions;

/// <summary>
/// Verified tokens, bounded, the programs of callers and the keys that verify their signatures. It holds no decision, and nothing of a token that was refused: every hit
/// is checked again for expiry, region and revocation by whoever asks, and for its key and snapshot here. Thread-safe.
/// </summary>
/// <param name="tokenBytes">Most bytes that verified tokens take, see <see cref="DefaultTokenBytes"/>.</param>
/// <param name="programBytes">Most bytes that the programs of one snapshot's callers take, see <see cref="DefaultProgramBytes"/>.</param>
public sealed class SessionCache(
    long tokenBytes = SessionCache.DefaultTokenBytes, long programBytes = SessionCache.DefaultProgramBytes) : IDisposable
{
    /// <summary>Default bound of tokens: about ten thousand plain sessions.</summary>
    public const long DefaultTokenBytes = 64L << 20;

    /// <summary>Default bound of programs: about 3,500 session policies of two statements.</summary>
    public const long DefaultProgramBytes = 64L << 20;

    // claims, facts and the bound identity, beside the texts whose length varies
    private const int BytesOfSession = 5 << 10;
    private const int BytesOfTag = 256;

    // A session keeps its program while it is held, also one that the cache of programs dropped: a managed policy of the largest size that
    // AWS takes, a statement for each 75 characters of an inline one
    private const int BytesOfManagedPolicy = 48 << 10;
    private const int BytesOfPolicyCharacter = 10;

    // the signature, 64 bytes in base64url
    private const int KeyLength = 86;

    private readonly BoundedCache<SessionEntry> _entries = new(tokenBytes);
    private readonly PrincipalPrograms _programs = new(programBytes);
    private readonly SigningKeyCache _signingKeys = new();

    /// <summary>What became of tokens.</summary>
    public CacheStatistics Tokens
    {
        get
        {
            (var hits, var misses) = _entries.Lookups;
            return _entries.Counters.With(hits, misses, _entries.Count, _entries.Size);
        }
    }

    /// <summary>What became of the programs of principals and sessions. They go with their snapshot.</summary>
    public CacheStatistics Programs => _programs.Statistics;

    /// <summary>Makes the programs of callers, or finds them.</summary>
    internal PrincipalPrograms PrincipalPrograms => _programs;

    /// <summary>The keys that were derived of secrets to verify signatures.</summary>
    internal SigningKeyCache SigningKeys => _signingKeys;

    /// <inheritdoc/>
    public void Dispose()
    {
        _entries.Dispose();
        _signingKeys.Dispose();
    }

    /// <summary>What a token was found to be, if that still holds with these keys; null when it must be verified.</summary>
    internal SessionEntry? Find(string token, KeyRing ring) =>
        // looked up by the signature, compared as a whole
        _entries.Find(KeyOf(token)) is { } entry && ReferenceEquals(entry.Ring, ring) && token == entry.Token ? entry : null;

    /// <summary>Remembers a token that was verified.</summary>
    internal SessionEntry Add(string token, KeyRing ring, SessionClaims claims, string keyId)
    {
        var entry = new SessionEntry(token, ring, claims, keyId);
        _entries.Add(KeyOf(token).ToString(), entry, SizeOf(token, claims), claims.Expiration);
        return entry;
    }

    /// <summary>Counts that a token's signature was checked.</summary>
    internal void CountVerification() => _entries.Counters.CountBuild();

    // Only signatures of ours come in as keys, which nobody chooses, and two tokens with one signature are never both good.
    private static ReadOnlySpan<char> KeyOf(string token) => token.AsSpan(Math.Max(0, token.Length - KeyLength));

    private static long SizeOf(string token, SessionClaims claims) =>
        BytesOfSession + sizeof(char) * token.Length + BytesOfTag * claims.Tags.Count + BytesOfPolicyCharacter * (claims.Policy?.Length ?? 0)
        + BytesOfManagedPolicy * claims.PolicyArns.Count;
}
