using System.Globalization;

namespace Authz.Tokens.Signatures;

/// <summary>Reads Signature Version 4 from the <c>Authorization</c> header or the query; strict, since what is read loosely is read twice.</summary>
internal static class SignatureParser
{
    // as many as Kestrel reads: what follows takes time by the square of their number, before anybody has proved anything
    private const int MaximumHeaders = 100;
    private const int LongestExpiry = 604_800;

    // accessKeyIdType; what is remembered by the id and the scope that a stranger sends is bounded with them
    private const int LongestKeyId = 128;
    private const int LongestScopePart = 64;

    private static readonly string[] Singles =
        [HeaderList.Authorization, HeaderList.Host, HeaderList.AmzDate, HeaderList.SecurityToken, HeaderList.ContentHash];

    public static SignatureParseResult Parse(IReadOnlyList<KeyValuePair<string, string>> headers, string query)
    {
        if (headers.Count > MaximumHeaders || !QueryParameters.TryRead(query, out IReadOnlyDictionary<string, string> parameters))
            return Fail(SignatureStatus.Incomplete);
        var header = HeaderList.First(headers, HeaderList.Authorization);
        // whoever reads another one than is verified here might read another caller
        if (HeaderList.Count(headers, HeaderList.Authorization) > 1 && headers.Any(IsVersion4)) return Fail(SignatureStatus.Incomplete);
        var isSigned = header is not null && header.StartsWith(SignatureV4.Algorithm, StringComparison.Ordinal);
        if (!isSigned && !parameters.ContainsKey(QueryParameters.Algorithm))
            return Fail(SignatureStatus.Missing);
        // exactly one of the two, and the token where the signature is
        if (isSigned ? parameters.Count > 0 : header is not null || HeaderList.Count(headers, HeaderList.SecurityToken) > 0)
            return Fail(SignatureStatus.Incomplete);
        if (HasControl(headers) || HasDoubles(headers)) return Fail(SignatureStatus.Incomplete);
        return isSigned ? ParseHeader(headers, header![SignatureV4.Algorithm.Length..]) : ParseQuery(parameters);
    }

    private static bool HasControl(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (HasControl(headers[i].Key) || HasControl(headers[i].Value)) return true;
        }

        return false;
    }

    private static bool HasDoubles(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        foreach (var name in Singles)
        {
            if (HeaderList.Count(headers, name) > 1) return true;
        }

        return false;
    }

    private static bool IsVersion4(KeyValuePair<string, string> header) =>
        HeaderList.Is(header.Key, HeaderList.Authorization) && header.Value.TrimStart().StartsWith(SignatureV4.Algorithm, StringComparison.Ordinal);

    private static SignatureParseResult ParseHeader(IReadOnlyList<KeyValuePair<string, string>> headers, string parts)
    {
        if (!parts.StartsWith(' ') || !TryReadParts(parts, out var credential, out var signedHeaders, out var signature))
            return Fail(SignatureStatus.Incomplete);
        return SigningTime.TryRead(headers, out var time)
            ? Read(credential, signedHeaders, signature, time, HeaderList.First(headers, HeaderList.SecurityToken), null)
            : Fail(SignatureStatus.Incomplete);
    }

    private static SignatureParseResult ParseQuery(IReadOnlyDictionary<string, string> parameters)
    {
        var isWhole = parameters[QueryParameters.Algorithm] == SignatureV4.Algorithm
            & parameters.TryGetValue(QueryParameters.Credential, out var credential)
            & parameters.TryGetValue(QueryParameters.SignedHeaders, out var signedHeaders)
            & parameters.TryGetValue(QueryParameters.Signature, out var signature)
            & parameters.TryGetValue(QueryParameters.Date, out var date)
            & parameters.TryGetValue(QueryParameters.Expires, out var expires);
        return isWhole && SigningTime.TryReadBasic(date!, out var time) && TryReadExpiry(expires!, out var expiry)
            ? Read(credential!, signedHeaders!, signature!, time, parameters.GetValueOrDefault(QueryParameters.SecurityToken), expiry)
            : Fail(SignatureStatus.Incomplete);
    }

    private static SignatureParseResult Read(
        string credential, string signedHeaders, string signature, DateTimeOffset time, string? token, TimeSpan? expiry)
    {
        var names = signedHeaders.Split(';');
        if (!IsSignature(signature) || !IsHeaderList(names))
            return Fail(SignatureStatus.Incomplete);
        var scope = credential.Split('/');
        if (scope.Length != 5 || scope[0].Length is 0 or > LongestKeyId || scope.Skip(1).Any(static p => p.Length is 0 or > LongestScopePart))
            return Fail(SignatureStatus.ScopeMismatch);
        return new SignatureParseResult(SignatureStatus.Unverified, new ParsedSignature
        {
            AccessKeyId = scope[0],
            Scope = new SignatureScope(scope[1], scope[2], scope[3], scope[4]),
            SignedHeaders = names,
            Signature = signature,
            SignedAt = time,
            SessionToken = token,
            Expiry = expiry,
        });
    }

    private static SignatureParseResult Fail(SignatureStatus status) => new(status, null);

    /// <summary>Exactly one each of Credential, SignedHeaders and Signature, separated by commas with or without space.</summary>
    private static bool TryReadParts(string text, out string credential, out string signedHeaders, out string signature)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
                parts[""] = part;
        }

        credential = parts.GetValueOrDefault("Credential", "");
        signedHeaders = parts.GetValueOrDefault("SignedHeaders", "");
        signature = parts.GetValueOrDefault("Signature", "");
        return parts.Count == 3 && credential.Length > 0 && signature.Length > 0;
    }

    private static bool TryReadExpiry(string text, out TimeSpan expiry)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && !text.Contains('\0', StringComparison.Ordinal);
        expiry = TimeSpan.FromSeconds(seconds);
        return isNumber && seconds is >= 1 and <= LongestExpiry;
    }

    private static bool IsSignature(string text) => text.Length == 64 && text.All(static c => char.IsAsciiHexDigitLower(c));

    // a folded header or a hidden line would be another request elsewhere
    private static bool HasControl(string text) => text.AsSpan().ContainsAnyInRange('\0', '\b') || text.AsSpan().ContainsAnyInRange('\n', '\u001f') || text.Contains('\u007f', StringComparison.Ordinal);

    // a token of lower case (RFC 9110 section 5.6.2): beyond ASCII two rules of case may take two names for one
    private static bool IsInName(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);

    private static bool IsHeaderList(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || !names[i].All(IsInName) || (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0))
                return false;
        }

        return true;
    }
}
