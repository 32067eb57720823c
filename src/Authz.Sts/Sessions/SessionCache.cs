using System.Security.Cryptography;
using System.Text;
using Authz.Organizations.Snapshots;
using Authz.Sts.Identities;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;
using Microsoft.Extensions.Caching.Memory;

namespace Authz.Sts.Sessions;

/// <summary>
/// Verified tokens and the compiled programs of their sessions, bounded. It holds no decision: every hit is checked again for expiry,
/// region and revocation by whoever asks, and for its key and snapshot here. Thread-safe.
/// </summary>
/// <param name="sizeLimit">Most characters of token text and session policy that are held, see <see cref="DefaultSizeLimit"/>.</param>
public sealed class SessionCache(long sizeLimit = SessionCache.DefaultSizeLimit) : IDisposable
{
    /// <summary>Default bound: about ten thousand plain sessions.</summary>
    public const long DefaultSizeLimit = 8L << 20;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = sizeLimit });

    /// <summary>Number of sessions held.</summary>
    public int Count => _cache.Count;

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    /// <summary>What a token was found to be, if that still holds with these keys; null when it must be verified.</summary>
    internal SessionEntry? Find(string token, KeyRing ring) =>
        _cache.TryGetValue(KeyOf(token), out SessionEntry? entry) && entry is not null && ReferenceEquals(entry.Ring, ring) ? entry : null;

    /// <summary>Remembers a token that was verified.</summary>
    internal SessionEntry Add(string token, KeyRing ring, SessionClaims claims, string keyId)
    {
        var entry = new SessionEntry(ring, claims, keyId);
        _cache.Set(KeyOf(token), entry, new MemoryCacheEntryOptions
        {
            Size = token.Length + (claims.Policy?.Length ?? 0),
            AbsoluteExpiration = claims.Expiration,
        });
        return entry;
    }

    // the whole hash: a shortened one would let tokens be made that stand for others
    private static TokenHash KeyOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return new TokenHash(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]), BitConverter.ToUInt64(hash[16..]), BitConverter.ToUInt64(hash[24..]));
    }

    private readonly record struct TokenHash(ulong First, ulong Second, ulong Third, ulong Fourth);
}

/// <summary>A verified token, and its session bound to the snapshot that was asked last.</summary>
internal sealed class SessionEntry(KeyRing ring, SessionClaims claims, string keyId)
{
    private BoundIdentity? _bound;

    public KeyRing Ring { get; } = ring;

    public SessionClaims Claims { get; } = claims;

    public string KeyId { get; } = keyId;

    /// <summary>The session in a snapshot; null when its role is gone there. Bound anew when the snapshot is another one.</summary>
    public Identity? BindTo(Snapshot snapshot)
    {
        BoundIdentity? bound = Volatile.Read(ref _bound);
        if (bound is null || !bound.Snapshot.TryGetTarget(out Snapshot? held) || !ReferenceEquals(held, snapshot))
        {
            bound = new BoundIdentity(new WeakReference<Snapshot>(snapshot), IdentityBuilder.OfSession(snapshot, Claims));
            Volatile.Write(ref _bound, bound);
        }

        return bound.Identity;
    }

    // weak: a session that nobody asks about again must not keep a whole organization that was replaced
    private sealed record BoundIdentity(WeakReference<Snapshot> Snapshot, Identity? Identity);
}
