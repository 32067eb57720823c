using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Authz.Fuzzing.Targets;

/// <summary>The canonical request of Signature Version 4 as STS section 7.2 says it, one rule after the other.</summary>
internal static partial class NaiveCanonicalRequest
{
    public static string Write(string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        var names = headers.Select(static h => h.Key.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToArray();
        var lines = names.Select(name => $"{name}:{string.Join(',', headers.Where(h => h.Key.ToLowerInvariant() == name).Select(static h => Collapse(h.Value)))}");
        var hash = headers.Where(static h => h.Key.Equals("x-amz-content-sha256", StringComparison.OrdinalIgnoreCase)).Select(static h => h.Value.Trim(' ', '\t'))
            .FirstOrDefault() ?? Convert.ToHexStringLower(SHA256.HashData(body));
        return string.Join('\n', [method, Path(path), Query(query), .. lines, "", string.Join(';', names), hash]);
    }

    private static string Collapse(string value) => Gap().Replace(value, " ").Trim(' ');

    private static string Path(string path)
    {
        var kept = new Stack<string>();
        string[] segments = [.. path.Split('/').Select(Once)];
        foreach (var segment in segments)
        {
            if (segment == "..") kept.TryPop(out _);
            else if (segment is not ("" or ".")) kept.Push(segment);
        }

        var end = kept.Count > 0 && segments[^1] is "" or "." or ".." ? "/" : "";
        return "/" + string.Join('/', kept.Reverse()) + (kept.Count > 0 ? end : "");
    }

    private static string Query(string query) => string.Join(
        '&',
        query.Split('&').Where(static p => p.Length > 0).Select(static p => p.Split('=', 2)).Select(static p => (Name: Once(p[0]), Value: Once(p.ElementAtOrDefault(1) ?? "")))
            .Where(static p => p.Name != "X-Amz-Signature")
            .OrderBy(static p => p.Name, StringComparer.Ordinal).ThenBy(static p => p.Value, StringComparer.Ordinal).Select(static p => $"{p.Name}={p.Value}"));

    // decoded once, encoded once
    private static string Once(string text)
    {
        var bytes = Escape().Replace(
            Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)),
            static e => ((char)byte.Parse(e.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return Reserved().Replace(bytes, static c => $"%{(int)c.Value[0]:X2}");
    }

    [GeneratedRegex("[ \\t\\r\\n]+")]
    private static partial Regex Gap();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();

    [GeneratedRegex("[^A-Za-z0-9._~-]")]
    private static partial Regex Reserved();
}
