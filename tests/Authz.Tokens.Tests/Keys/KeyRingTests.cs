using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authz.Tokens.Keys;

namespace Authz.Tokens.Tests.Keys;

public sealed class KeyRingTests
{
    [Fact]
    public void An_ephemeral_ring_issues_and_verifies_with_one_key()
    {
        var ring = KeyRing.Ephemeral();
        Assert.True(ring.CanIssue);
        Assert.True(ring.Active!.CanSign);
        Assert.Same(ring.Active, Assert.Single(ring.Keys));
        Assert.Same(ring.Active, ring.Find(ring.Active.KeyId));
        Assert.Equal(ring.Active.KeyId, ring.FindSecret(ring.Active.KeyId)!.KeyId);
        Assert.Null(ring.Find("AAAAAAAAAAAAAAAA"));
        Assert.Null(ring.FindSecret("AAAAAAAAAAAAAAAA"));
        Assert.NotEqual(ring.Active.KeyId, KeyRing.Ephemeral().Active!.KeyId);
    }

    [Fact]
    public void The_key_id_is_the_start_of_the_thumbprint_of_the_published_key()
    {
        var ring = KeyRing.Ephemeral();
        using var document = JsonDocument.Parse(ring.ToJwks());
        var key = Assert.Single(document.RootElement.EnumerateObject().Single().Value.EnumerateArray());
        var members = key.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString()!);
        var text = $$"""{"crv":"{{members["crv"]}}","kty":"{{members["kty"]}}","x":"{{members["x"]}}","y":"{{members["y"]}}"}""";
        var thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(thumbprint[..16], members["kid"]);
        Assert.Equal(ring.Active!.KeyId, members["kid"]);
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], members.Keys.Order());
        Assert.Equal(("ES256", "sig", "P-256", "EC"), (members["alg"], members["use"], members["crv"], members["kty"]));
        Assert.Equal((43, 43), (members["x"].Length, members["y"].Length));
    }
}
