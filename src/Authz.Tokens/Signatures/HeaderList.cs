namespace Authz.Tokens.Signatures;

/// <summary>Lookups in a list of headers; names compare without case (RFC 9110 section 5.1).</summary>
internal static class HeaderList
{
    public const string Authorization = "authorization", Host = "host", Date = "date", AmzDate = "x-amz-date",
        SecurityToken = "x-amz-security-token", ContentHash = "x-amz-content-sha256", ContentType = "content-type", AmzPrefix = "x-amz-";

    public static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    public static int Count(IReadOnlyList<KeyValuePair<string, string>> headers, string name) => headers.Count(h => Is(h.Key, name));

    /// <summary>The first value, trimmed; null when there is none.</summary>
    public static string? First(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        foreach (var header in headers)
        {
            if (Is(header.Key, name))
                return header.Value.Trim(' ', '\t');
        }

        return null;
    }
}
