using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Story;

/// <summary>Whoever has the key set can verify a session without Authz: RFC 7515 and RFC 7517 with the platform's own ECDSA.</summary>
public sealed class KeySetTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task A_token_is_verified_with_the_published_key(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        var parts = session.Credentials.SessionToken.Split('.');
        Assert.Equal(3, parts.Length);
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal("ES256", Text(header.RootElement, "alg"));

        using var published = JsonDocument.Parse(await KeySetAsync(sidecar));
        JsonElement key = published.RootElement.GetProperty("keys").EnumerateArray()
            .Single(k => Text(k, "kid") == Text(header.RootElement, "kid"));
        Assert.Equal(("EC", "P-256", "ES256", "sig"), (Text(key, "kty"), Text(key, "crv"), Text(key, "alg"), Text(key, "use")));
        Assert.False(key.TryGetProperty("d", out _));

        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(Text(key, "x")), Y = Base64Url.DecodeFromChars(Text(key, "y")) },
        });
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        Assert.True(ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        signed[^1] ^= 1;
        Assert.False(ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public async Task A_key_set_that_did_not_change_is_not_sent_again()
    {
        using HttpClient browser = TestSidecar.Browser(sidecars.Over(Transport.Tcp).Http);
        using HttpResponseMessage first = await browser.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        Assert.Equal(TimeSpan.FromSeconds(60), first.Headers.CacheControl!.MaxAge);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks.json") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using HttpResponseMessage second = await browser.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("https://authz.example.internal")]
    [InlineData("https://example.internal/authz/")]
    public async Task An_issuer_that_is_a_URL_is_discovered(string issuer)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, settings: [$"--Authz:Tokens:Issuer={issuer}"]);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(session.Credentials.SessionToken.Split('.')[1]));
        using HttpClient browser = TestSidecar.Browser(sidecar.Http);
        using var document = JsonDocument.Parse(await browser.GetStringAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative)));
        JsonElement said = document.RootElement;
        Assert.Equal(Text(claims.RootElement, "iss"), Text(said, "issuer"));
        Assert.Equal($"{issuer.TrimEnd('/')}/.well-known/jwks.json", Text(said, "jwks_uri"));
        Assert.Equal("ES256", said.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Single().GetString());
    }

    [Fact]
    public async Task An_issuer_that_is_no_URL_is_not_discovered()
    {
        using HttpClient browser = TestSidecar.Browser(sidecars.Over(Transport.Tcp).Http);
        using HttpResponseMessage response = await browser.GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("`Authz:Tokens:Issuer`", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> KeySetAsync(TestSidecar sidecar)
    {
        using HttpClient browser = TestSidecar.Browser(sidecar.Http);
        using HttpResponseMessage response = await browser.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        Assert.Equal("application/jwk-set+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
