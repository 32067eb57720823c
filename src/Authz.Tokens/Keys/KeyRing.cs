using System.Collections.Frozen;

namespace Authz.Tokens.Keys;

/// <summary>
/// The keys of one moment: those that verify, and the one that signs. Immutable; a rotation makes a new ring. Safe to share.
/// </summary>
public sealed class KeyRing
{
    private readonly FrozenDictionary<string, SigningKey> _byKeyId;
    private readonly FrozenDictionary<string, SecretKey> _secrets;

    internal KeyRing(SigningKey? active, IReadOnlyList<SigningKey> keys, IEnumerable<SecretKey> secrets, IReadOnlyList<ListedKey>? listed = null)
    {
        Active = active;
        Keys = keys;
        Listed = listed ?? [.. keys.Select(k => new ListedKey(k.KeyId, k == active ? KeyState.Active : KeyState.Next, null) { CanSign = k.CanSign, HasSecret = true })];
        _byKeyId = keys.ToFrozenDictionary(static k => k.KeyId, StringComparer.Ordinal);
        _secrets = secrets.ToFrozenDictionary(static k => k.KeyId, StringComparer.Ordinal);
    }

    /// <summary>A ring without keys: nothing is issued, and nothing accepted.</summary>
    public static KeyRing Empty { get; } = new(null, [], []);

    /// <summary>Whether tokens can be minted: there is an active key with its private half and its secret key.</summary>
    public bool CanIssue => Active is { CanSign: true } key && _secrets.ContainsKey(key.KeyId);

    /// <summary>The key that signs new tokens; null when no key is active. It may lack its private half, see <see cref="CanIssue"/>.</summary>
    public SigningKey? Active { get; }

    /// <summary>Every key that verifies: next, active and retiring ones, in the manifest's order.</summary>
    public IReadOnlyList<SigningKey> Keys { get; }

    /// <summary>Every key that the directory lists, destroyed ones too, in the manifest's order.</summary>
    public IReadOnlyList<ListedKey> Listed { get; }

    /// <summary>A throw-away ring with one active key, which dies with the process.</summary>
    public static KeyRing Ephemeral()
    {
        var key = SigningKey.Generate();
        return new KeyRing(key, [key], [SecretKey.Generate(key.KeyId)]);
    }

    /// <summary>The verifying key with this id; null when there is none.</summary>
    public SigningKey? Find(string keyId) => _byKeyId.GetValueOrDefault(keyId);

    /// <summary>The secret key with this id; null when this sidecar was not given it, and then only bearer tokens can be accepted.</summary>
    public SecretKey? FindSecret(string keyId) => _secrets.GetValueOrDefault(keyId);

    /// <summary>The ring without keys that were killed: they neither sign nor verify. The same ring when it has none of them.</summary>
    /// <param name="keyIds">Ids of keys, also of keys that it does not have.</param>
    public KeyRing Without(IEnumerable<string> keyIds)
    {
        var killed = keyIds.Where(_byKeyId.ContainsKey).ToHashSet(StringComparer.Ordinal);
        if (killed.Count == 0)
            return this;
        return new KeyRing(
            Active is { } active && !killed.Contains(active.KeyId) ? active : null,
            [.. Keys.Where(k => !killed.Contains(k.KeyId))],
            _secrets.Values.Where(s => !killed.Contains(s.KeyId)),
            [.. Listed.Select(l => killed.Contains(l.KeyId) ? l with { State = KeyState.Destroyed, CanSign = false, HasSecret = false } : l)]);
    }

    /// <summary>Whether another ring signs and verifies the same, so that what was verified with one holds with the other.</summary>
    public bool IsSameAs(KeyRing other) =>
        string.Equals(Active?.KeyId, other.Active?.KeyId, StringComparison.Ordinal)
        && Listed.SequenceEqual(other.Listed)
        && _secrets.Count == other._secrets.Count
        && _secrets.All(s => other.FindSecret(s.Key) is { } secret && s.Value.IsSameAs(secret));

    /// <summary>The JWK set (RFC 7517) of <see cref="Keys"/> as JSON, public halves only.</summary>
    public string ToJwks() => JwkSet.Write(Keys);
}
