using System.Globalization;

namespace Authz.Organizations.Providers;

/// <summary>Times in SAML 2.0: UTC, marked by <c>Z</c> (saml-core section 1.3.3).</summary>
public static class SamlTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Reads a time; false when it is none, or not UTC.</summary>
    public static bool TryRead(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
