using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>The parameters of a presigned URL (STS section 7.4). Names are compared as they are decoded: there is no second way to write one.</summary>
internal static class QueryParameters
{
    public const string Algorithm = "X-Amz-Algorithm", Credential = "X-Amz-Credential", Date = "X-Amz-Date", Expires = "X-Amz-Expires",
        SignedHeaders = "X-Amz-SignedHeaders", SecurityToken = "X-Amz-Security-Token", Signature = "X-Amz-Signature";

    private static readonly string[] Known = [Algorithm, Credential, Date, Expires, SignedHeaders, SecurityToken, Signature];

    /// <summary>Reads the parameters whose names begin with <c>X-Amz-</c>, in whatever case.</summary>
    /// <param name="query">The raw query.</param>
    /// <param name="parameters">Those that are there, by their names.</param>
    /// <returns>
    /// False when one is there twice, in another case, or unknown: whoever reads such a URL elsewhere might read another caller than is
    /// verified here (CVE-2022-2385).
    /// </returns>
    public static bool TryRead(string query, out IReadOnlyDictionary<string, string> parameters)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        parameters = found;
        foreach (Range range in query.AsSpan().Split('&'))
        {
            ReadOnlySpan<char> pair = query.AsSpan(range);
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (!name.StartsWith(HeaderList.AmzPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (!Known.Contains(name, StringComparer.Ordinal) || !found.TryAdd(name, equals < 0 ? "" : Decode(pair[(equals + 1)..]))) return false;
        }

        return true;
    }

    private static string Decode(ReadOnlySpan<char> component) => Encoding.UTF8.GetString(UriEncoding.Decode(component));
}
