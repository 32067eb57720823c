namespace Authz.Organizations.Reading;

/// <summary>Base32 (RFC 4648 section 6), read without regard to case; padding may be left away.</summary>
internal static class Base32
{
    /// <summary>The bytes, or null when the text is not base32.</summary>
    public static byte[]? Decode(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimEnd('=');
        // these lengths end in the middle of nothing
        if (digits.Length % 8 is 1 or 3 or 6) return null;
        var bytes = new byte[digits.Length * 5 / 8];
        var written = 0;
        uint pending = 0;
        var bits = 0;
        foreach (var digit in digits)
        {
            if (ValueOf(digit) is not { } value) return null;
            pending = ((pending << 5) | value) & 0xFFF;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes[written++] = (byte)(pending >> bits);
        }

        return bytes;
    }

    private static uint? ValueOf(char digit) => digit switch
    {
        >= 'A' and <= 'Z' => (uint)(digit - 'A'),
        >= 'a' and <= 'z' => (uint)(digit - 'a'),
        >= '2' and <= '7' => (uint)(digit - '2' + 26),
        _ => null,
    };
}
