namespace Authz.Policies.Conditions;

/// <summary>Reads the values of BinaryEquals.</summary>
public static class ConditionBytes
{
    /// <summary>Reads padded base64 without white space (RFC 4648 section 4).</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? value)
    {
        value = null;
        if (text.AsSpan().ContainsAny(" \t\r\n")) return false;
        var buffer = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text, buffer, out var length)) return false;
        value = buffer[..length];
        return true;
    }
}
