namespace Authz.Policies.Conditions;

/// <summary>Reads the values of BinaryEquals.</summary>
public static class ConditionBytes
{
    /// <summary>Reads padded base64 without white space (RFC 4648 section 4).</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? value)
    {
        var buffer = new byte[MaxLengthOf(text)];
        value = TryParse(text, buffer, out var length) ? buffer[..length] : null;
        return value is not null;
    }

    /// <summary>Reads into a buffer of at least <see cref="MaxLengthOf"/> bytes, allocating nothing.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, Span<byte> buffer, out int length)
    {
        length = 0;
        return !text.ContainsAny(" \t\r\n") && Convert.TryFromBase64Chars(text, buffer, out length);
    }

    /// <summary>The most bytes that a text can stand for.</summary>
    public static int MaxLengthOf(ReadOnlySpan<char> text) => text.Length / 4 * 3;
}
