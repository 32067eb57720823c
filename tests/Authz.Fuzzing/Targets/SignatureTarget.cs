using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Signatures;

namespace Authz.Fuzzing.Targets;

/// <summary>Signature Version 4. Lines: method, path, query; headers until an empty line; body.</summary>
internal static class SignatureTarget
{
    private const string Id = "AKIDEXAMPLE", Secret = "EXAMPLE-secret", Region = "eu-west-1", Service = "sts";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1795645700);

    private static readonly SignatureTerms Terms = new(Service, static r => r == Region);

    public static void Check(byte[] input)
    {
        if (FuzzTarget.LinesOf(input, 4) is not [var method, var path, var query, var rest]) return;
        var end = rest.IndexOf("\n\n", StringComparison.Ordinal);
        byte[] body = Encoding.UTF8.GetBytes(end < 0 ? "" : rest[(end + 2)..]);
        KeyValuePair<string, string>[] headers =
        [
            .. (end < 0 ? rest : rest[..end]).Split('\n').Select(static l => l.Split(':', 2)).Where(static p => p.Length == 2)
                .Select(static p => new KeyValuePair<string, string>(p[0], p[1])),
        ];
        CheckParsed(headers, query);
        // no name of a header is signed, or sent, that is not ASCII
        if (!headers.All(static h => Ascii.IsValid(h.Key))) return;
        var names = headers.Select(static h => h.Key.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToArray();
        Property.Same(
            NaiveCanonicalRequest.Write(method, path, query, headers, body),
            CanonicalRequest.Write(new SignableRequest(method, path, query, headers, body), names), "the canonical request is the naive one");
        if (IsSignable(headers, query, body)) CheckSigned(method, path, query, headers, body);
    }

    private static void CheckParsed(KeyValuePair<string, string>[] headers, string query)
    {
        SignatureParseResult result = SignatureV4.Parse(headers, query);
        Property.Same(result.Status == SignatureStatus.Unverified, result.Signature is not null, "a signature or a status that says why not");
        if (result.Signature is not { } parsed) return;
        Property.Holds(parsed.AccessKeyId.Length is > 0 and <= 128, "a key's id is bounded");
        Property.Holds(parsed.Signature.Length == 64, "a signature has 64 digits");
        Property.Holds(headers.Length <= 100, "headers are bounded");
        Property.Holds(parsed.SignedHeaders.All(static n => Ascii.IsValid(n) && n == n.ToLowerInvariant()), "signed names are lower-case ASCII");
    }

    // what a client signs: the rest of what it sends is as HTTP has it
    private static bool IsSignable(KeyValuePair<string, string>[] headers, string query, byte[] body) =>
        headers.Length <= 90 && headers.Count(static h => Is(h.Key, "host")) == 1
        && headers.All(static h => h.Key.Length > 0 && h.Key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !h.Value.Any(char.IsControl))
        && !headers.Any(static h => Is(h.Key, "authorization") || Is(h.Key, "x-amz-date") || Is(h.Key, "x-amz-security-token"))
        && headers.Count(static h => Is(h.Key, "x-amz-content-sha256")) <= 1
        && headers.All(h => !Is(h.Key, "x-amz-content-sha256") || h.Value.Trim() == Convert.ToHexStringLower(SHA256.HashData(body)))
        && !Uri.UnescapeDataString(query).Contains("x-amz-", StringComparison.OrdinalIgnoreCase);

    private static void CheckSigned(string method, string path, string query, KeyValuePair<string, string>[] headers, byte[] body)
    {
        KeyValuePair<string, string>[] signed =
            [.. headers, .. SignatureV4.Sign(new SignableRequest(method, path, query, headers, body), Id, Secret, null, Region, Service, Now)];
        Property.Same(SignatureStatus.Valid, Verify(method, path, query, signed, body), "what is signed is valid");
        CheckChanges(method, path, query, signed, body);
        var presigned = SignatureV4.Presign(
            new SignableRequest(method, path, query, headers, body), Id, Secret, "token+/=", Region, Service, Now, TimeSpan.FromMinutes(1));
        Property.Same(SignatureStatus.Valid, Verify(method, path, presigned, headers, body), "what is signed in the query is valid");
        CheckChanges(method, path, presigned, headers, body);
    }

    private static void CheckChanges(string method, string path, string query, KeyValuePair<string, string>[] headers, byte[] body)
    {
        var host = Array.FindIndex(headers, static h => Is(h.Key, "host"));
        KeyValuePair<string, string>[] otherHost = [.. headers];
        otherHost[host] = new("host", headers[host].Value + "x");
        Invalid(Verify(method + "X", path, query, headers, body), "method");
        Invalid(Verify(method, path + "/x", query, headers, body), "path");
        Invalid(Verify(method, path, query.Length == 0 ? "a=b" : $"{query}&a=b", headers, body), "query");
        Invalid(Verify(method, path, query, otherHost, body), "host");
        Invalid(Verify(method, path, query, [.. headers, new("X-Amz-Target", "x")], body), "headers");
        Invalid(Verify(method, path, query, [.. headers, new("HOST", headers[host].Value)], body), "hosts");
        Invalid(Verify(method, path, query, headers, [.. body, 0]), "body");
        Invalid(Verify(method, path, query, headers, body, Secret + "x"), "secret");
    }

    private static void Invalid(SignatureStatus status, string what) =>
        Property.Holds(status is not (SignatureStatus.Valid or SignatureStatus.Unverified), $"with another {what} nothing is valid: {status}");

    private static SignatureStatus Verify(
        string method, string path, string query, KeyValuePair<string, string>[] headers, byte[] body, string secret = Secret)
    {
        SignatureParseResult parsed = SignatureV4.Parse(headers, query);
        return parsed.Signature is null
            ? parsed.Status
            : SignatureV4.Verify(
                parsed.Signature, new SignableRequest(method, path, query, headers, body), secret, Terms, Now);
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
