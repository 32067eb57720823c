using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;

namespace Authz.Tokens.Messages;

/// <summary>
/// Seals messages that strangers carry and only we read: encrypted and authenticated with a key that serves nothing else.
/// </summary>
/// <remarks>
/// base64url(format 1 ‖ length of the key's id ‖ key's id ‖ nonce 12 ‖ AES-256-GCM(milliseconds ‖ DEFLATE(content) ‖ zeros to a multiple of 2048) ‖ tag 16). The key is
/// HKDF-SHA256(secret key, info = <c>authz/message/v1</c>); issuer and everything before the nonce are authenticated with it.
/// </remarks>
public static class MessageSeal
{
    /// <summary>Most bytes of a message.</summary>
    public const int MaximumContent = 1 << 17;

    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int TimeLength = 8;

    // the length of a message must not tell what it says
    private const int Block = 2048;

    /// <summary>Seals a message.</summary>
    /// <param name="key">The secret key of the active signing key.</param>
    /// <param name="issuer">Who seals; only the same opens.</param>
    /// <param name="message">The message, of at most <see cref="MaximumContent"/> bytes.</param>
    public static string Seal(SecretKey key, string issuer, SealedMessage message)
    {
        byte[] head = [Format, (byte)key.KeyId.Length, .. Encoding.ASCII.GetBytes(key.KeyId)];
        byte[] deflated = Deflate(message.Content);
        var plain = new byte[(TimeLength + deflated.Length + Block - 1) / Block * Block];
        deflated.CopyTo(plain, TimeLength);
        BinaryPrimitives.WriteInt64BigEndian(plain, message.SealedAt.ToUnixTimeMilliseconds());
        byte[] sealedBytes = [.. head, .. RandomNumberGenerator.GetBytes(NonceLength), .. plain, .. new byte[TagLength]];
        Span<byte> body = sealedBytes.AsSpan(head.Length);
        using AesGcm cipher = CipherOf(key);
        cipher.Encrypt(
            body[..NonceLength], plain, body.Slice(NonceLength, plain.Length), body[^TagLength..], Associated(issuer, head));
        return CanonicalBase64Url.Encode(sealedBytes);
    }

    /// <summary>Opens a message; null when it is not one that this issuer sealed with a key of the ring.</summary>
    /// <param name="ring">The keys of this moment.</param>
    /// <param name="issuer">Who sealed.</param>
    /// <param name="text">Any text.</param>
    public static SealedMessage? Open(KeyRing ring, string issuer, string text)
    {
        if (!CanonicalBase64Url.TryDecode(text, out var bytes) || bytes.Length < 2 || bytes[0] != Format) return null;
        var headLength = 2 + bytes[1];
        if (bytes.Length < headLength + NonceLength + TimeLength + TagLength) return null;
        if (ring.FindSecret(Encoding.ASCII.GetString(bytes, 2, bytes[1])) is not { } key) return null;
        ReadOnlySpan<byte> body = bytes.AsSpan(headLength);
        var plain = new byte[body.Length - NonceLength - TagLength];
        using AesGcm cipher = CipherOf(key);
        try
        {
            cipher.Decrypt(
                body[..NonceLength], body[NonceLength..^TagLength], body[^TagLength..], plain, Associated(issuer, bytes.AsSpan(0, headLength)));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var sealedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        return new SealedMessage(sealedAt, Inflate(plain.AsMemory(TimeLength)));
    }

    private static AesGcm CipherOf(SecretKey key)
    {
        Span<byte> derived = stackalloc byte[SecretKey.ByteLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, derived, [], "authz/message/v1"u8);
        var cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    private static byte[] Associated(string issuer, ReadOnlySpan<byte> head) =>
        [.. "authz/message/1\0"u8, .. Encoding.UTF8.GetBytes(issuer), 0, .. head];

    private static byte[] Deflate(byte[] content)
    {
        if (content.Length > MaximumContent) throw new ArgumentException($"a message has at most {MaximumContent} bytes", nameof(content));
        var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.SmallestSize)) deflate.Write(content);
        return target.ToArray();
    }

    // ours: it was authenticated, and is no longer than what Deflate took; what follows its last block is not read
    private static byte[] Inflate(ReadOnlyMemory<byte> deflated)
    {
        using var inflate = new DeflateStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
        var target = new MemoryStream();
        inflate.CopyTo(target);
        return target.ToArray();
    }
}
