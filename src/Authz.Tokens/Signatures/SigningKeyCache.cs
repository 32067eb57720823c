using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Authz.Tokens.Signatures;

/// <summary>
/// Keeps the keys that were derived of secrets, each for the day, region and service that it counts for. What is kept goes by the access key id
/// that a request names, known or not: an unknown one, which is verified with a dummy secret, finds or misses its key as a known one does, so
/// that the time of an answer does not tell which it is. Thread-safe.
/// </summary>
public sealed class SigningKeyCache : IDisposable
{
    private const int MostKeys = 10_000;
    private static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    private readonly MemoryCache _keys = new(new MemoryCacheOptions { SizeLimit = MostKeys });

    /// <summary>How many keys are kept.</summary>
    public int Count => _keys.Count;

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    /// <summary>Finds the key that signs the requests of a scope, or derives it.</summary>
    /// <param name="accessKeyId">The id that the request names.</param>
    /// <param name="secret">The secret access key of that id; for an unknown one any dummy.</param>
    /// <param name="scope">The scope.</param>
    public byte[] Find(string accessKeyId, string secret, SignatureScope scope)
    {
        var name = (accessKeyId, scope.Date, scope.Region, scope.Service);
        // after a rotation the same id has another secret
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (_keys.TryGetValue(name, out Derived? kept) && CryptographicOperations.FixedTimeEquals(kept!.Of, bytes)) return kept.Key;
        var derived = new Derived(bytes, SigningKey.Derive(secret, scope));
        _keys.Set(name, derived, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused });
        return derived.Key;
    }

    private sealed record Derived(byte[] Of, byte[] Key);
}
