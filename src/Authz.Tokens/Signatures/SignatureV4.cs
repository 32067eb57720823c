using System.Security.Cryptography;
using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>AWS Signature Version 4 in request headers: sign, parse, verify. Pure functions.</summary>
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
        var signature = Convert.ToHexStringLower(Compute(dated, names, scope, now, secret));
        added.Add(new(
            HeaderList.Authorization,
            $"{Algorithm} Credential={accessKeyId}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}"));
        return added;
    }

    /// <summary>Reads what the headers say of the signature.</summary>
    /// <param name="headers">All headers of the request.</param>
    /// <param name="query">The raw query: a signature there beside one in the headers is refused.</param>
    public static SignatureParseResult Parse(IReadOnlyList<KeyValuePair<string, string>> headers, string query = "") =>
        SignatureParser.Parse(headers, query);

    /// <summary>Verifies a parsed signature against the request it came with and the secret of the key it names.</summary>
    /// <param name="parsed">Of <see cref="Parse"/>, from the same request.</param>
    /// <param name="request">The request as it arrived, with its raw body.</param>
    /// <param name="secret">The key's secret; for an unknown key any dummy, so that the answer takes as long.</param>
    /// <param name="expectedService">The only service of the scope that counts.</param>
    /// <param name="isRegionAllowed">Which regions of the scope count.</param>
    /// <param name="now">The time of verification.</param>
    /// <param name="window">How far the time of signing may be from now, both ways, inclusive.</param>
    public static SignatureStatus Verify(
        ParsedSignature parsed,
        SignableRequest request,
        string secret,
        string expectedService,
        Func<string, bool> isRegionAllowed,
        DateTimeOffset now,
        TimeSpan window)
    {
        var refusal = SignatureChecks.Check(parsed, request, expectedService, isRegionAllowed);
        if (refusal != SignatureStatus.Unverified)
            return refusal;
        if ((now - parsed.SignedAt).Duration() > window)
            return SignatureStatus.OutsideWindow;
        var expected = Compute(request, parsed.SignedHeaders, parsed.Scope, parsed.SignedAt, secret);
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parsed.Signature))
            ? SignatureStatus.Valid
            : SignatureStatus.Mismatch;
    }

    private static byte[] Compute(
        SignableRequest request, IReadOnlyList<string> signedHeaders, SignatureScope scope, DateTimeOffset time, string secret)
    {
        var canonical = SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest.Write(request, signedHeaders)));
        var toSign = $"{Algorithm}\n{SigningTime.Write(time)}\n{scope}\n{Convert.ToHexStringLower(canonical)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, scope.Terminator, toSign])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }
}
