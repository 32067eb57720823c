using System.Security.Cryptography;

namespace Authz.Tokens.Identifiers;

/// <summary>The unique id of a session token, claim <c>jti</c>: 128 random bits as 22 characters of base64url.</summary>
public static class TokenId
{
    /// <summary>Length of a token id in bytes.</summary>
    public const int ByteLength = 16;

    /// <summary>A new id from the system's random number generator.</summary>
    public static string New()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        RandomNumberGenerator.Fill(bytes);
        return CanonicalBase64Url.Encode(bytes);
    }

    /// <summary>Reads the 16 bytes back; false for anything but the canonical text of 16 bytes.</summary>
    public static bool TryDecode(string tokenId, out byte[] bytes) =>
        CanonicalBase64Url.TryDecode(tokenId, out bytes) && bytes.Length == ByteLength;
}
