using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>Percent-encoding as Signature Version 4 wants it: decode what came, encode all but RFC 3986 section 2.3, upper-case hex.</summary>
internal static class UriEncoding
{
    /// <summary>The one canonical text of a component, whichever way it was encoded. A plus stays a plus: <c>%2B</c>.</summary>
    public static string Canonicalize(ReadOnlySpan<char> component) => Encode(Decode(component));

    public static byte[] Decode(ReadOnlySpan<char> component)
    {
        var bytes = Encoding.UTF8.GetBytes(component.ToArray());
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = isEscape ? (byte)((Hex(bytes[i + 1]) << 4) | Hex(bytes[i + 2])) : bytes[i];
            if (isEscape)
                i += 2;
        }

        return bytes[..length];
    }

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        const string Digits = "0123456789ABCDEF";
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
                text.Append((char)b);
            else
                text.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 15]);
        }

        return text.ToString();
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
