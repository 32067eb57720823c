namespace Authz.Tokens.Signatures;

/// <summary>Reads the <c>Authorization</c> header of Signature Version 4; strict, since what is read loosely is read twice.</summary>
internal static class SignatureParser
{
    // as many as Kestrel reads: what follows takes time by the square of their number, before anybody has proved anything
    private const int MaximumHeaders = 100;

    private static readonly string[] Singles =
        [HeaderList.Authorization, HeaderList.Host, HeaderList.AmzDate, HeaderList.SecurityToken, HeaderList.ContentHash];

    public static SignatureParseResult Parse(IReadOnlyList<KeyValuePair<string, string>> headers, string query)
    {
        if (headers.Count > MaximumHeaders)
            return Fail(SignatureStatus.Incomplete);
        var header = HeaderList.First(headers, HeaderList.Authorization);
        if (header is null || !header.StartsWith(SignatureV4.Algorithm, StringComparison.Ordinal))
            return Fail(SignatureStatus.Missing);
        if (HasQuerySignature(query) || Singles.Any(name => HeaderList.Count(headers, name) > 1))
            return Fail(SignatureStatus.Incomplete);
        var parts = header[SignatureV4.Algorithm.Length..];
        if (!parts.StartsWith(' ') || !TryReadParts(parts, out var credential, out var signedHeaders, out var signature))
            return Fail(SignatureStatus.Incomplete);
        if (!IsSignature(signature) || !IsHeaderList(signedHeaders) || !SigningTime.TryRead(headers, out var time))
            return Fail(SignatureStatus.Incomplete);
        var scope = credential.Split('/');
        if (scope.Length != 5 || scope[0].Length == 0)
            return Fail(SignatureStatus.ScopeMismatch);
        return new SignatureParseResult(SignatureStatus.Unverified, new ParsedSignature
        {
            AccessKeyId = scope[0],
            Scope = new SignatureScope(scope[1], scope[2], scope[3], scope[4]),
            SignedHeaders = signedHeaders,
            Signature = signature,
            SignedAt = time,
            SessionToken = HeaderList.First(headers, HeaderList.SecurityToken),
        });
    }

    private static SignatureParseResult Fail(SignatureStatus status) => new(status, null);

    /// <summary>Exactly one each of Credential, SignedHeaders and Signature, separated by commas with or without space.</summary>
    private static bool TryReadParts(string text, out string credential, out string[] signedHeaders, out string signature)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
                parts[""] = part;
        }

        credential = parts.GetValueOrDefault("Credential", "");
        signedHeaders = parts.GetValueOrDefault("SignedHeaders", "").Split(';');
        signature = parts.GetValueOrDefault("Signature", "");
        return parts.Count == 3 && credential.Length > 0 && signature.Length > 0;
    }

    private static bool IsSignature(string text) => text.Length == 64 && text.All(static c => char.IsAsciiHexDigitLower(c));

    private static bool IsHeaderList(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || names[i].Any(char.IsAsciiLetterUpper) || (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0))
                return false;
        }

        return true;
    }

    private static bool HasQuerySignature(string query)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var name = query.AsSpan(range);
            var equals = name.IndexOf('=');
            if (HeaderList.Is(UriEncoding.Canonicalize(equals < 0 ? name : name[..equals]), "X-Amz-Algorithm"))
                return true;
        }

        return false;
    }
}
