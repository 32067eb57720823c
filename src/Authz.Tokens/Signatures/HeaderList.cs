namespace Authz.Tokens.Signatures;

/// <summary>Lookups in a list of headers; names compare without case (RFC 9110 section 5.1).</summary>
internal static class HeaderList
{
    public const string Authorization = "authorization", Host = "host", Date = "date", AmzDate = "x-amz-date",
        SecurityToken = "x-amz-security-token", ContentHash = "x-amz-content-sha256", ContentType = "content-type", AmzPrefix = "x-amz-";

    public static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    public static int Count(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        var count = 0;
        for (var i = 0; i < headers.Count; i++)
        {
            if (Is(headers[i].Key, name)) count++;
        }

        return count;
    }

    /// <summary>The first value, trimmed; null when there is none.</summary>
    public static string? First(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (Is(headers[i].Key, name)) return headers[i].Value.Trim(' ', '\t');
        }

        return null;
    }
}
