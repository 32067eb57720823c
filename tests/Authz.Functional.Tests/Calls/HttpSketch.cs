using System.Security.Cryptography;
using System.Text;
using Authz.Protocol.V1;
using Authz.Tokens.Signatures;

namespace Authz.Functional.Tests.Calls;

/// <summary>An HTTP request to some service, before it is signed.</summary>
internal sealed record HttpSketch
{
    public const string Host = "orders.example.internal";

    public string Method { get; init; } = "POST";

    public string Uri { get; init; } = "/orders/a%20b?x=1";

    public string Body { get; init; } = "{\"id\":1}";

    public string Service { get; init; } = "orders";

    public string Region { get; init; } = "eu-west-1";

    public KeyValuePair<string, string>[] Headers { get; init; } = [new("Host", Host), new("Content-Type", "application/json")];

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));

    /// <summary>The request as its service received it, signed in its headers.</summary>
    public SignedHttpRequest Sign(AccessKeyPair key, DateTimeOffset now)
    {
        KeyValuePair<string, string>[] all =
            [.. Headers, .. SignatureV4.Sign(ToSign(Uri), key.Id, key.Secret, key.SessionToken, Region, Service, now)];
        return Received(Uri, all);
    }

    /// <summary>The request signed in its query, by the host alone.</summary>
    public SignedHttpRequest Presign(AccessKeyPair key, DateTimeOffset now, int expiry = 300)
    {
        HttpSketch get = this with { Headers = [Headers[0]] };
        var query = SignatureV4.Presign(
            get.ToSign(Uri), key.Id, key.Secret, key.SessionToken, Region, Service, now, TimeSpan.FromSeconds(expiry));
        return get.Received($"{Uri.Split('?')[0]}?{query}", get.Headers);
    }

    private SignableRequest ToSign(string target) =>
        SignableRequest.Received(Method, target, Headers, Hash).Of(Service == "s3" ? PathForm.S3 : PathForm.Service, false);

    private SignedHttpRequest Received(string target, KeyValuePair<string, string>[] headers)
    {
        var request = new SignedHttpRequest { Method = Method, Uri = target, PayloadSha256 = Hash, Service = Service };
        request.Headers.AddRange(headers.Select(static h => new HttpHeader { Name = h.Key, Value = h.Value }));
        return request;
    }
}
