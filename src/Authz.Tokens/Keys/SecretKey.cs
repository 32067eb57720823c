using System.Security.Cryptography;

namespace Authz.Tokens.Keys;

/// <summary>
/// The second key family: 32 random bytes from which the secret access keys of sessions are derived. It has the id of the signing key
/// it belongs to, but nothing else of it: who can recompute secrets cannot mint. Immutable, safe to share.
/// </summary>
public sealed class SecretKey
{
    /// <summary>Length in bytes.</summary>
    public const int ByteLength = 32;

    private readonly byte[] _bytes;

    internal SecretKey(string keyId, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteLength)
            throw new ArgumentException($"a secret key has {ByteLength} bytes", nameof(bytes));
        KeyId = keyId;
        _bytes = bytes.ToArray();
    }

    /// <summary>Id of the signing key this secret belongs to.</summary>
    public string KeyId { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal bool IsSameAs(SecretKey other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    internal static SecretKey Generate(string keyId) => new(keyId, RandomNumberGenerator.GetBytes(ByteLength));
}
