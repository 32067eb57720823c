using System.Text.Json.Nodes;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.WebIdentity;

public sealed class WebTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k"}""";
    private static readonly string Good = Text(Header, "{}");

    [Fact]
    public void A_token_is_taken_apart()
    {
        WebToken token = Assert.IsType<WebToken>(WebToken.Read(Good, out _));
        Assert.Equal(("RS256", "k"), (token.Header.Algorithm.Name, token.Header.KeyId));
        Assert.Equal(Good[..Good.LastIndexOf('.')], System.Text.Encoding.ASCII.GetString(token.Signed));
        Assert.Equal("s"u8.ToArray(), token.Signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("a.b")]
    [InlineData("{0}.")]
    [InlineData("{0}.e30")]
    [InlineData("{0}=")]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    public void What_is_not_three_canonical_parts_is_none(string text) =>
        Refused(text.Replace("{0}", Good, StringComparison.Ordinal));

    [Theory]
    [InlineData("e30=.e30.cw")]
    [InlineData("e31.e30.cw")]
    [InlineData("e30.e30.c")]
    [InlineData("e3+.e30.cw")]
    public void Base64url_is_strict(string text) => Refused(text);

    [Fact]
    public void A_signature_is_there() => Refused(Good[..(Good.LastIndexOf('.') + 1)]);

    [Fact]
    public void The_longest_token_is_read_and_no_longer_one()
    {
        // the payload is a string of spaces inside an object, cut to fit
        var room = WebToken.MaximumLength - Text(Header, "").Length;
        var payload = "{" + new string(' ', (room / 4 * 3) - 2) + "}";
        var text = Text(Header, payload);
        Assert.InRange(text.Length, WebToken.MaximumLength - 4, WebToken.MaximumLength);
        Assert.NotNull(WebToken.Read(text, out _));
        Refused(text + new string('A', 4));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    [InlineData("EdDSA")]
    [InlineData("ES256K")]
    [InlineData("rs256")]
    [InlineData("RS256 ")]
    [InlineData("")]
    public void W03_Other_algorithms_are_refused(string algorithm) => Refused(Text(new JsonObject { ["alg"] = algorithm }.ToJsonString(), "{}"));

    [Theory]
    [InlineData("""{"kid":"k"}""")]
    [InlineData("""{"alg":256}""")]
    [InlineData("""{"alg":"RS256","crit":[]}""")]
    [InlineData("""{"alg":"RS256","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"RS256","jwk":{}}""")]
    [InlineData("""{"alg":"RS256","jku":"https://evil.example/keys"}""")]
    [InlineData("""{"alg":"RS256","x5u":"https://evil.example/x"}""")]
    [InlineData("""{"alg":"RS256","typ":"logout+jwt"}""")]
    [InlineData("""{"alg":"RS256","typ":"authz-session+jwt"}""")]
    [InlineData("""{"alg":"RS256","typ":1}""")]
    [InlineData("""{"alg":"RS256","kid":1}""")]
    [InlineData("""{"alg":"RS256","kid":""}""")]
    [InlineData("""{"alg":"none","alg":"RS256"}""")]
    [InlineData("""{"alg":"RS256","\u0061lg":"none"}""")]
    [InlineData("""["RS256"]""")]
    [InlineData("""{"alg":"RS256"}{}""")]
    [InlineData("""{"alg":"RS256",}""")]
    [InlineData("""{"alg":"RS256","x":"\ud800"}""")]
    [InlineData("\uFEFF{\"alg\":\"RS256\"}")]
    public void Headers_that_say_too_much_or_too_little_are_refused(string header) => Refused(Text(header, "{}"));

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("application/JWT")]
    [InlineData("at+jwt")]
    public void Types_of_identity_tokens_are_read(string type) =>
        Assert.NotNull(WebToken.Read(Text(new JsonObject { ["alg"] = "ES384", ["typ"] = type }.ToJsonString(), "{}"), out _));

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"sub":"a","sub":"b"}""")]
    [InlineData("""{"x":{"y":1,"y":2}}""")]
    [InlineData("""{"x":1e}""")]
    [InlineData("// {}")]
    public void Payloads_with_duplicates_or_without_members_are_refused(string payload) => Refused(Text(Header, payload));

    [Fact]
    public void A_deep_payload_is_refused() => Refused(Text(Header, $$"""{"x":{{new string('[', 5000)}}{{new string(']', 5000)}}}"""));

    [Fact]
    public void A_long_key_id_is_refused() => Refused(Text(new JsonObject { ["alg"] = "RS256", ["kid"] = new string('k', 257) }.ToJsonString(), "{}"));

    private static string Text(string header, string payload) => $"{TestTokens.Encode(header)}.{TestTokens.Encode(payload)}.cw";

    private static void Refused(string text)
    {
        Assert.Null(WebToken.Read(text, out var fault));
        Assert.NotEmpty(fault);
        Assert.False(char.IsUpper(fault[0]) || fault.EndsWith('.'), fault);
    }
}
