using System.Globalization;

namespace Authz.Tokens.Signatures;

/// <summary>The two forms of a request's time.</summary>
internal static class SigningTime
{
    private const string Basic = "yyyyMMdd'T'HHmmss'Z'";

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Basic, CultureInfo.InvariantCulture);

    public static string WriteDate(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The form of <c>x-amz-date</c> and <c>X-Amz-Date</c>.</summary>
    public static bool TryReadBasic(string text, out DateTimeOffset time) => TryRead(text, Basic, out time);

    /// <summary>Header <c>x-amz-date</c> (no fraction), or <c>date</c> in the form of RFC 1123 when the former is absent.</summary>
    public static bool TryRead(IReadOnlyList<KeyValuePair<string, string>> headers, out DateTimeOffset time)
    {
        var isBasic = HeaderList.First(headers, HeaderList.AmzDate) is not null;
        var text = HeaderList.First(headers, isBasic ? HeaderList.AmzDate : HeaderList.Date);
        return TryRead(text, isBasic ? Basic : "r", out time);
    }

    private static bool TryRead(string? text, string form, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
