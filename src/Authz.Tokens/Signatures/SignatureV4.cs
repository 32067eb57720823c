using System.Security.Cryptography;
using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>AWS Signature Version 4 in request headers and in presigned URLs: sign, parse, verify.</summary>
public static class SignatureV4
{
    /// <summary>Name of the algorithm, at the start of the <c>Authorization</c> header.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    // What botocore never signs: hops and proxies change these.
    private static readonly string[] Unsigned =
    [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ];

    /// <summary>Signs a request.</summary>
    /// <param name="request">With <c>host</c>, and without the headers that are answered.</param>
    /// <param name="accessKeyId">The key's id.</param>
    /// <param name="secret">Its secret access key.</param>
    /// <param name="sessionToken">The session token of a temporary key; null for a long-term one.</param>
    /// <param name="region">Region of the credential scope.</param>
    /// <param name="service">Service of the credential scope.</param>
    /// <param name="now">The time of signing.</param>
    /// <returns>The headers to add: <c>x-amz-date</c>, <c>x-amz-security-token</c> if there is one, <c>authorization</c>.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        SignableRequest request, string accessKeyId, string secret, string? sessionToken, string region, string service, DateTimeOffset now)
    {
        if (HeaderList.Count(request.Headers, HeaderList.Host) != 1)
            throw new ArgumentException("the request must have exactly one host header", nameof(request));
        List<KeyValuePair<string, string>> added = [new(HeaderList.AmzDate, SigningTime.Write(now))];
        if (sessionToken is not null)
            added.Add(new(HeaderList.SecurityToken, sessionToken));

        var dated = request.With([.. request.Headers.Where(h => !added.Exists(a => HeaderList.Is(a.Key, h.Key))), .. added]);
        var names = dated.Headers.Select(static h => h.Key.ToLowerInvariant()).Distinct()
            .Where(static n => !Unsigned.Contains(n, StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var scope = new SignatureScope(SigningTime.WriteDate(now), region, service, SignatureScope.RightTerminator);
        var signature = Convert.ToHexStringLower(Compute(dated, names, scope, now, SigningKey.Derive(secret, scope)));
        added.Add(new(
            HeaderList.Authorization,
            $"{Algorithm} Credential={accessKeyId}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}"));
        return added;
    }

    /// <summary>Signs a request into its query, so that the URL alone is a proof until it expires.</summary>
    /// <param name="request">With <c>host</c>, whose headers are all signed and must be sent by who uses the URL.</param>
    /// <param name="accessKeyId">The key's id.</param>
    /// <param name="secret">Its secret access key.</param>
    /// <param name="sessionToken">The session token of a temporary key; null for a long-term one.</param>
    /// <param name="region">Region of the credential scope.</param>
    /// <param name="service">Service of the credential scope.</param>
    /// <param name="now">The time of signing.</param>
    /// <param name="expiry">How long the URL may be used: whole seconds, 1 to 604,800.</param>
    /// <returns>The whole query, without question mark.</returns>
    public static string Presign(
        SignableRequest request, string accessKeyId, string secret, string? sessionToken, string region, string service, DateTimeOffset now, TimeSpan expiry)
    {
        if (HeaderList.Count(request.Headers, HeaderList.Host) != 1)
            throw new ArgumentException("the request must have exactly one host header", nameof(request));
        var names = request.Headers.Select(static h => h.Key.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToArray();
        var scope = new SignatureScope(SigningTime.WriteDate(now), region, service, SignatureScope.RightTerminator);
        List<KeyValuePair<string, string>> added =
        [
            new(QueryParameters.Algorithm, Algorithm),
            new(QueryParameters.Credential, $"{accessKeyId}/{scope}"),
            new(QueryParameters.Date, SigningTime.Write(now)),
            new(QueryParameters.Expires, ((long)expiry.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(QueryParameters.SignedHeaders, string.Join(';', names)),
        ];
        if (sessionToken is not null)
            added.Add(new(QueryParameters.SecurityToken, sessionToken));
        var query = string.Join('&', added.Select(static p => $"{p.Key}={UriEncoding.Encode(Encoding.UTF8.GetBytes(p.Value))}"));
        query = request.Query.Length == 0 ? query : $"{request.Query}&{query}";
        var signature = Compute(request.WithQuery(query), names, scope, now, SigningKey.Derive(secret, scope), isPresigned: true);
        return $"{query}&{QueryParameters.Signature}={Convert.ToHexStringLower(signature)}";
    }

    /// <summary>Reads what the headers or the query say of the signature.</summary>
    /// <param name="headers">All headers of the request.</param>
    /// <param name="query">The raw query: a signature there beside one in the headers is refused.</param>
    public static SignatureParseResult Parse(IReadOnlyList<KeyValuePair<string, string>> headers, string query = "") =>
        SignatureParser.Parse(headers, query);

    /// <summary>Verifies a parsed signature against the request it came with and the secret of the key it names.</summary>
    /// <param name="parsed">Of <see cref="Parse"/>, from the same request.</param>
    /// <param name="request">The request as it arrived, with its raw body.</param>
    /// <param name="secret">The key's secret; for an unknown key any dummy, so that the answer takes as long.</param>
    /// <param name="terms">What it must say to count.</param>
    /// <param name="now">The time of verification.</param>
    /// <param name="keys">Keeps derived keys; null: each is derived.</param>
    public static SignatureStatus Verify(
        ParsedSignature parsed, SignableRequest request, string secret, SignatureTerms terms, DateTimeOffset now, SigningKeyCache? keys = null)
    {
        var refusal = SignatureChecks.Check(parsed, request, terms, now);
        if (refusal != SignatureStatus.Unverified)
            return refusal;
        var key = keys is null ? SigningKey.Derive(secret, parsed.Scope) : keys.Find(parsed.AccessKeyId, secret, parsed.Scope);
        var expected = Compute(request, parsed.SignedHeaders, parsed.Scope, parsed.SignedAt, key, parsed.Expiry is not null);
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parsed.Signature))
            ? SignatureStatus.Valid
            : SignatureStatus.Mismatch;
    }

    private static byte[] Compute(
        SignableRequest request, IReadOnlyList<string> signedHeaders, SignatureScope scope, DateTimeOffset time, byte[] key, bool isPresigned = false)
    {
        var canonical = SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest.Write(request, signedHeaders, isPresigned)));
        var toSign = $"{Algorithm}\n{SigningTime.Write(time)}\n{scope}\n{Convert.ToHexStringLower(canonical)}";
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign));
    }
}
