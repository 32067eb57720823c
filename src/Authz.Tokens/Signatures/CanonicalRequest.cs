using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>
/// The canonical request of Signature Version 4: method, path, query, headers, names of the signed headers, hash of the payload.
/// </summary>
public static class CanonicalRequest
{
    /// <summary>The text that is hashed into the string to sign.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Lower-case names in ordinal order.</param>
    /// <param name="isPresigned">Whether the signature is in the query.</param>
    public static string Write(SignableRequest request, IReadOnlyList<string> signedHeaders, bool isPresigned = false)
    {
        var text = new StringBuilder(2048);
        text.Append(request.Method).Append('\n');
        text.Append(CanonicalPath.Write(request.Path, request.PathForm)).Append('\n');
        text.Append(Query(request.Query)).Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':');
            AppendValues(text, request.Headers, name);
            text.Append('\n');
        }

        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n');
        return text.Append(PayloadOf(request, isPresigned)).ToString();
    }

    /// <summary>What stands for the payload: what the request announces, else the hash of the body. URLs of S3 are presigned for any body.</summary>
    internal static string PayloadOf(SignableRequest request, bool isPresigned) =>
        HeaderList.First(request.Headers, HeaderList.ContentHash)
        ?? (isPresigned && request.PathForm == PathForm.S3 ? SignatureChecks.Unsigned : request.PayloadHash);

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
        for (var i = 0; i < headers.Count; i++)
        {
            if (!HeaderList.Is(headers[i].Key, name))
                continue;
            if (!first)
                text.Append(',');
            first = false;
            AppendCollapsed(text, headers[i].Value.AsSpan().Trim(" \t\r\n"));
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
