using System.Text;
using System.Text.Json.Nodes;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.Issuers;

public sealed class KeySetReaderTests
{
    private static readonly byte[] Data = "data"u8.ToArray();

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public void A_key_verifies_its_algorithm_and_no_other(string name)
    {
        using var key = new TestKey(name, "k");
        IssuerKey read = Assert.Single(Read(key.Jwk())!.Keys);
        SignatureAlgorithm algorithm = SignatureAlgorithm.Find(name)!;
        var signature = key.Sign(Data);
        Assert.True(read.Verify(algorithm, Data, signature));
        Assert.False(read.Verify(algorithm, "date"u8.ToArray(), signature));
        Assert.False(read.Verify(algorithm, Data, [.. signature, 0]));
        Assert.False(read.Verify(algorithm, Data, signature[1..]));
        Assert.False(read.Verify(SignatureAlgorithm.Find(name == "RS256" ? "RS384" : "RS256")!, Data, signature));
        Assert.False(read.Verify(SignatureAlgorithm.Find(name == "ES256" ? "ES384" : "ES256")!, Data, signature));
    }

    [Fact]
    public void A_key_of_one_algorithm_serves_no_other()
    {
        using var key = new TestKey("RS256", "k");
        JsonObject jwk = key.Jwk();
        jwk["alg"] = "RS512";
        IssuerKey read = Assert.Single(Read(jwk)!.Keys);
        Assert.False(read.Verify(SignatureAlgorithm.Find("RS256")!, Data, key.Sign(Data)));
        jwk["alg"] = "RS256";
        Assert.True(Assert.Single(Read(jwk)!.Keys).Verify(SignatureAlgorithm.Find("RS256")!, Data, key.Sign(Data)));
    }

    [Theory]
    [InlineData("kty", "\"oct\"")]
    [InlineData("kty", "\"rsa\"")]
    [InlineData("use", "\"enc\"")]
    [InlineData("use", "1")]
    [InlineData("alg", "\"PS256\"")]
    [InlineData("alg", "1")]
    [InlineData("kid", "1")]
    [InlineData("key_ops", """["sign"]""")]
    [InlineData("key_ops", "\"verify\"")]
    [InlineData("d", "\"AQ\"")]
    [InlineData("k", "\"AQ\"")]
    [InlineData("n", "\"AQ\"")]
    [InlineData("n", "\"====\"")]
    [InlineData("e", "\"AQ\"")]
    [InlineData("e", "\"Ag\"")]
    [InlineData("e", "\"AAAAAQAAAAE\"")]
    public void Keys_that_are_for_something_else_or_broken_are_passed_over(string member, string value)
    {
        using TestKey key = new("RS256", "k"), other = new("ES256", "o");
        JsonObject jwk = key.Jwk();
        jwk[member] = JsonNode.Parse(value);
        Assert.Null(Read(jwk));
        Assert.Equal("o", Assert.Single(Read((JsonObject)jwk.DeepClone(), other.Jwk())!.Keys).KeyId);
    }

    [Fact]
    public void Small_keys_and_points_beside_the_curve_are_passed_over()
    {
        using TestKey small = new("RS256", "k", rsaBits: 1024), one = new("ES256", "o"), two = new("ES256", "t");
        JsonObject mixed = one.Jwk();
        mixed["y"] = two.Jwk()["y"]!.DeepClone();
        JsonObject renamed = one.Jwk();
        renamed["crv"] = "P-384";
        Assert.Null(Read(small.Jwk(), mixed, renamed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[1]}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    public void What_is_no_set_of_keys_is_refused(string text)
    {
        Assert.Null(KeySetReader.Read(Encoding.UTF8.GetBytes(text), out var fault));
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_set_has_at_most_a_hundred_keys(int count, bool isRead)
    {
        using var key = new TestKey("ES256", "k");
        Assert.Equal(isRead, Read([.. Enumerable.Range(0, count).Select(_ => key.Jwk())]) is not null);
    }

    [Fact]
    public void The_key_that_is_named_is_found_and_no_other_is_tried()
    {
        using TestKey one = new("RS256", "one"), two = new("RS256", "two"), curve = new("ES256", null);
        IssuerKeySet set = Read(one.Jwk(), two.Jwk(), curve.Jwk())!;
        Assert.Equal("two", set.Find(Header("RS256", "two"))!.KeyId);
        Assert.Null(set.Find(Header("RS256", "three")));
        Assert.Null(set.Find(Header("ES256", "two")));
        Assert.Null(set.Find(Header("RS256", null)));
        Assert.NotNull(set.Find(Header("ES256", null)));
        Assert.Null(Read(one.Jwk(), one.Jwk())!.Find(Header("RS256", "one")));
    }

    private static WebTokenHeader Header(string algorithm, string? keyId) => new(SignatureAlgorithm.Find(algorithm)!, keyId);

    private static IssuerKeySet? Read(params JsonObject[] keys) =>
        KeySetReader.Read(Encoding.UTF8.GetBytes(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(static k => k.DeepClone())]) }.ToJsonString()), out _);
}
