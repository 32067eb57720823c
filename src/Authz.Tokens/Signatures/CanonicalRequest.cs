using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>
/// The canonical request of Signature Version 4: method, path, query, headers, names of the signed headers, hash of the payload. The
/// rules are those of every service but S3: the path is normalized.
/// </summary>
public static class CanonicalRequest
{
    /// <summary>The text that is hashed into the string to sign.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Lower-case names in ordinal order.</param>
    public static string Write(SignableRequest request, IReadOnlyList<string> signedHeaders)
    {
        var text = new StringBuilder(256);
        text.Append(request.Method).Append('\n');
        text.Append(Path(request.Path)).Append('\n');
        text.Append(Query(request.Query)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':');
            AppendValues(text, request.Headers, name);
            text.Append('\n');
        }

        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n');
        return text.Append(HeaderList.First(request.Headers, HeaderList.ContentHash) ?? request.PayloadHash).ToString();
    }

    /// <summary>Decoded once, <c>.</c>, <c>..</c> and empty segments resolved (RFC 3986 section 5.2.4), each segment encoded once.</summary>
    internal static string Path(string path)
    {
        var kept = new List<string>();
        var endsAsDirectory = true;
        foreach (var range in path.AsSpan().Split('/'))
        {
            var segment = UriEncoding.Canonicalize(path.AsSpan(range));
            endsAsDirectory = segment is "" or "." or "..";
            if (!endsAsDirectory)
                kept.Add(segment);
            else if (segment is ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
        }

        return kept.Count == 0 ? "/" : $"/{string.Join('/', kept)}{(endsAsDirectory ? "/" : "")}";
    }

    /// <summary>Sorted by encoded name, then value; a name without a value gets an empty one. The signature itself is left out.</summary>
    internal static string Query(string query)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan(range);
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            var name = UriEncoding.Canonicalize(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : UriEncoding.Canonicalize(pair[(equals + 1)..]);
            if (!string.Equals(name, "X-Amz-Signature", StringComparison.Ordinal))
                pairs.Add((name, value));
        }

        pairs.Sort(static (a, b) =>
            string.CompareOrdinal(a.Name, b.Name) is var order and not 0 ? order : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(static p => $"{p.Name}={p.Value}"));
    }

    private static void AppendValues(StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        var first = true;
        foreach (var header in headers)
        {
            if (!HeaderList.Is(header.Key, name))
                continue;
            if (!first)
                text.Append(',');
            first = false;
            AppendCollapsed(text, header.Value.AsSpan().Trim(" \t\r\n"));
        }
    }

    private static void AppendCollapsed(StringBuilder text, ReadOnlySpan<char> value)
    {
        var inGap = false;
        foreach (var c in value)
        {
            var isGap = c is ' ' or '\t' or '\r' or '\n';
            if (!isGap)
                text.Append(c);
            else if (!inGap)
                text.Append(' ');
            inGap = isGap;
        }
    }
}
