using System.Text;
using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

/// <summary>The request of the golden vectors.</summary>
internal static class SampleRequest
{
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string AccessKey = "AKIAQNZGKIQY56JQ7WML";
    public const string Body = "Action=GetCallerIdentity&Version=2011-06-15";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly KeyValuePair<string, string>[] Headers =
    [
        new("Host", "127.0.0.1:8080"),
        new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
    ];

    public static SignableRequest Unsigned(params KeyValuePair<string, string>[] more) => Create([.. Headers, .. more]);

    public static SignableRequest Signed(params KeyValuePair<string, string>[] more)
    {
        var request = Unsigned(more);
        return request.With([.. request.Headers, .. SignatureV4.Sign(request, AccessKey, Secret, null, "eu-west-1", "sts", Now)]);
    }

    public static SignableRequest Create(IReadOnlyList<KeyValuePair<string, string>> headers, string body = Body, string query = "") =>
        new("POST", "/", query, headers, Encoding.UTF8.GetBytes(body));

    /// <summary>The request with one header replaced, or taken away by a null value.</summary>
    public static SignableRequest Replace(this SignableRequest request, string name, string? value) => request.With(
    [
        .. request.Headers.Where(h => !h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)),
        .. value is null ? (KeyValuePair<string, string>[])[] : [new(name, value)],
    ]);

    public static string Authorization(this SignableRequest request) =>
        request.Headers.Single(static h => h.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Parses and verifies as an endpoint of eu-west-1 does.</summary>
    public static SignatureStatus Verify(
        this SignableRequest request, DateTimeOffset? now = null, string secret = Secret, string service = "sts", string region = "eu-west-1")
    {
        var parsed = SignatureV4.Parse(request.Headers, request.Query);
        return parsed.Signature is null
            ? parsed.Status
            : SignatureV4.Verify(parsed.Signature, request, secret, new SignatureTerms(service, r => r == region), now ?? Now);
    }
}
