using Authz.Tokens.Signatures;

namespace Authz.Functional.Tests.Calls;

/// <summary>A presigned GetCallerIdentity, before it is made. What it is made of can be something else.</summary>
internal sealed record ProofSketch
{
    public const string Audience = "orders.example.internal";

    public string Method { get; init; } = "GET";

    public string Host { get; init; } = "sts.eu-west-1.amazonaws.com";

    public string Path { get; init; } = "/";

    public string Query { get; init; } = "Action=GetCallerIdentity&Version=2011-06-15";

    public string Region { get; init; } = "eu-west-1";

    public string Service { get; init; } = "sts";

    public int Expiry { get; init; } = 900;

    public KeyValuePair<string, string>[] Headers { get; init; } = [new("x-authz-audience", Audience)];

    /// <summary>The URL.</summary>
    public string Sign(AccessKeyPair key, DateTimeOffset now)
    {
        var request = new SignableRequest(Method, Path, Query, [new("host", Host), .. Headers], []);
        var query = SignatureV4.Presign(request, key.Id, key.Secret, key.SessionToken, Region, Service, now, TimeSpan.FromSeconds(Expiry));
        return $"https://{Host}{Path}?{query}";
    }
}
