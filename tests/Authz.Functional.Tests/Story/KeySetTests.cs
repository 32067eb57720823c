using System.Buffers.Text;
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

    private static async Task<string> KeySetAsync(TestSidecar sidecar)
    {
        using HttpClient browser = TestSidecar.Browser(sidecar.Http);
        using HttpResponseMessage response = await browser.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        Assert.Equal("application/jwk-set+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
