using System.Buffers;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Sidecar.Tls;

/// <summary>Ids of workloads in certificates (SPIFFE-ID and X509-SVID standards).</summary>
internal static class SpiffeId
{
    private const string Scheme = "spiffe://";
    private const string Any = "/*";
    private const string SubjectAlternativeName = "2.5.29.17";
    private const int MaxLength = 2048;
    private const int MaxTrustDomain = 255;

    private static readonly SearchValues<char> DomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    // uniformResourceIdentifier of GeneralName (RFC 5280 section 4.2.1.6)
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    /// <summary>Whether a text is an id: trust domain and path, no empty segments, nothing of a URL beside (SPIFFE-ID section 2).</summary>
    public static bool IsId(string text)
    {
        if (text.Length > MaxLength || !text.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> rest = text.AsSpan(Scheme.Length);
        var end = rest.IndexOf('/');
        ReadOnlySpan<char> domain = end < 0 ? rest : rest[..end];
        if (domain.IsEmpty || domain.Length > MaxTrustDomain || domain.ContainsAnyExcept(DomainCharacters)) return false;
        if (end < 0) return true;
        foreach (Range range in rest[(end + 1)..].Split('/'))
        {
            ReadOnlySpan<char> segment = rest[(end + 1)..][range];
            if (segment.IsEmpty || segment is "." or ".." || segment.ContainsAnyExcept(PathCharacters)) return false;
        }

        return true;
    }

    /// <summary>Whether a text is an id, or the beginning of ids that ends with <c>/*</c>.</summary>
    public static bool IsPattern(string text) => IsId(text.EndsWith(Any, StringComparison.Ordinal) ? text[..^Any.Length] : text);

    /// <summary>Whether an id is one of those that patterns name.</summary>
    public static bool IsMatch(string id, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            // the sign before the star is part of it: a longer segment is another one
            if (pattern.EndsWith(Any, StringComparison.Ordinal) ? id.Length > pattern.Length - 1 && id.StartsWith(pattern[..^1], StringComparison.Ordinal) : id == pattern) return true;
        }

        return false;
    }

    /// <summary>The id in a workload's certificate: its only URI; null when it has none, several, or is an authority's (X509-SVID sections 2 and 4).</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(static c => c.CertificateAuthority)) return null;
        string? only = null;
        foreach (X509Extension extension in certificate.Extensions.Where(static e => e.Oid?.Value == SubjectAlternativeName))
        {
            foreach (var uri in UrisOf(extension.RawData))
            {
                if (only is not null) return null;
                only = uri;
            }
        }

        return only is not null && IsId(only) ? only : null;
    }

    private static List<string> UrisOf(byte[] names)
    {
        var uris = new List<string>();
        try
        {
            AsnReader reader = new AsnReader(names, AsnEncodingRules.DER).ReadSequence();
            while (reader.HasData)
            {
                if (reader.PeekTag().HasSameClassAndValue(UriTag)) uris.Add(reader.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
                else reader.ReadEncodedValue();
            }
        }
        catch (AsnContentException)
        {
            // what cannot be read names nobody
            return [];
        }

        return uris;
    }
}
