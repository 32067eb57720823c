using System.Buffers;

namespace Authz.Organizations.Reading;

/// <summary>How names and values are spelt (IAM and STS API references).</summary>
internal static class Spelling
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-");

    private static readonly SearchValues<char> SerialCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=/:,.@-");

    private static readonly SearchValues<char> SmallCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary><c>[\w+=,.@-]</c>, ASCII, 1 to <paramref name="max"/> characters.</summary>
    public static bool IsName(string text, int max) =>
        text.Length >= 1 && text.Length <= max && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary><c>/</c>, or printable ASCII between slashes; at most 512 characters.</summary>
    public static bool IsPath(string text) =>
        text.Length is >= 1 and <= 512 && text[0] == '/' && text[^1] == '/' && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>A prefix and 1 to 68 small letters, digits and hyphens: wider than AWS, so that ids can be read.</summary>
    public static bool IsUnitId(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length && text.Length <= prefix.Length + 68
        && !text.AsSpan(prefix.Length).ContainsAnyExcept(SmallCharacters);

    /// <summary>1 to 128 characters of <c>[A-Za-z0-9_.-]</c>: what can stand in a context key as a claim's name.</summary>
    public static bool IsClaim(string text) =>
        text.Length is >= 1 and <= 128 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>8 to 256 printable ASCII characters without blanks.</summary>
    public static bool IsSecret(string text) => text.Length is >= 8 and <= 256 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Small letters, digits and hyphens, 1 to 32 characters.</summary>
    public static bool IsRegion(string text) => text.Length is >= 1 and <= 32 && !text.AsSpan().ContainsAnyExcept(SmallCharacters);

    /// <summary>An MFA device's serial number, 9 to 256 characters.</summary>
    public static bool IsSerialNumber(string text) => text.Length is >= 9 and <= 256 && !text.AsSpan().ContainsAnyExcept(SerialCharacters);
}
