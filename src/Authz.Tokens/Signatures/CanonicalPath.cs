using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>The path of a canonical request.</summary>
internal static class CanonicalPath
{
    /// <summary>Writes it.</summary>
    /// <param name="path">The path as on the wire.</param>
    /// <param name="form">What is made of it.</param>
    public static string Write(string path, PathForm form) => form switch
    {
        PathForm.S3 => path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(static s => UriEncoding.Canonicalize(s))),
        PathForm.Service => Normalize(path, static s => UriEncoding.Encode(Encoding.UTF8.GetBytes(s))),
        _ => Normalize(path, static s => UriEncoding.Canonicalize(s)),
    };

    // `.`, `..` and empty segments resolved (RFC 3986 section 5.2.4)
    private static string Normalize(string path, Func<string, string> encode)
    {
        var kept = new List<string>();
        var endsAsDirectory = true;
        foreach (var part in path.Split('/'))
        {
            var segment = encode(part);
            endsAsDirectory = segment is "" or "." or "..";
            if (!endsAsDirectory) kept.Add(segment);
            else if (segment is ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }

        return kept.Count == 0 ? "/" : $"/{string.Join('/', kept)}{(endsAsDirectory ? "/" : "")}";
    }
}
