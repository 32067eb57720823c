using System.Collections.Frozen;

namespace Authz.Tokens.Keys;

/// <summary>
/// The keys of one moment: those that verify, and the one that signs. Immutable; a rotation makes a new ring. Safe to share.
/// </summary>
public sealed class KeyRing
{
    private readonly FrozenDictionary<string, SigningKey> _byKeyId;
    private readonly FrozenDictionary<string, SecretKey> _secrets;

    internal KeyRing(SigningKey? active, IReadOnlyList<SigningKey> keys, IEnumerable<SecretKey> secrets)
    {
        Active = active;
        Keys = keys;
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

    /// <summary>The JWK set (RFC 7517) of <see cref="Keys"/> as JSON, public halves only.</summary>
    public string ToJwks() => JwkSet.Write(Keys);
}
