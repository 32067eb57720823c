using System.Buffers;
using System.Buffers.Text;

namespace Authz.Tokens.Identifiers;

/// <summary>base64url (RFC 4648 section 5) without padding, decoded strictly: one byte string has exactly one text.</summary>
public static class CanonicalBase64Url
{
    /// <summary>The one text of bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The bytes back; false for padding, whitespace, foreign characters and non-zero trailing bits (RFC 4648 section 3.5).</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        if (text.Length % 4 == 1)
            return false;
        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        // Not TryDecodeFromChars: it throws for non-zero trailing bits.
        var status = Base64Url.DecodeFromChars(text, buffer, out _, out var written);
        if (status != OperationStatus.Done || !IsCanonical(text, buffer.AsSpan(0, written)))
            return false;
        bytes = buffer.AsSpan(0, written).ToArray();
        return true;
    }

    private static bool IsCanonical(ReadOnlySpan<char> text, ReadOnlySpan<byte> bytes)
    {
        Span<char> last = stackalloc char[4];
        var tail = bytes.Length % 3;
        if (tail == 0)
            return true;
        var written = Base64Url.EncodeToChars(bytes[^tail..], last);
        return text.EndsWith(last[..written], StringComparison.Ordinal);
    }
}
