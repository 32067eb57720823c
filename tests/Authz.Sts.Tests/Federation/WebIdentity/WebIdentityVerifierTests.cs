using System.Text;
using System.Text.Json.Nodes;
using Authz.Engine.Requests;
using Authz.Organizations.Accounts;
using Authz.Policies.Names;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.WebIdentity;

public sealed class WebIdentityVerifierTests : IDisposable
{
    private static readonly TestKey Rsa = new("RS256", "rsa");
    private static readonly TestKey Curve = new("ES256", "curve");
    private static readonly TestKey Stranger = new("RS256", "rsa");

    private readonly World _world = new();
    private readonly IssuerKeys _keys;
    private readonly WebIdentityVerifier _verifier;

    public WebIdentityVerifierTests()
    {
        _keys = new IssuerKeys(static _ => throw new InvalidOperationException("nothing is to be fetched"), _world.Clock, static _ => { });
        _verifier = new WebIdentityVerifier(_keys, TimeSpan.FromHours(24), _world.Clock);
        Serve("""["authz", "other"]""");
    }

    public void Dispose()
    {
        _keys.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task W01_A_projected_service_account_token_is_accepted()
    {
        VerifiedWebIdentity identity = await Accepted(Token());
        Assert.Equal((TestTokens.Subject, "authz", TestTokens.Issuer), (identity.Subject, identity.Audience, identity.Provider.Url));
        Assert.Empty(identity.Claims);
        Assert.Empty(identity.Requests.Tags);
        Assert.Null(identity.Requests.SourceIdentity);
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task W01_The_other_algorithms_are_accepted(string algorithm)
    {
        using var key = new TestKey(algorithm, "k");
        Serve("""["authz"]""", keys: key);
        await Accepted(key.Token(_world.Clock.Now));
    }

    [Fact]
    public async Task W03_A_public_key_is_no_shared_secret()
    {
        JsonObject head = new() { ["alg"] = "HS256", ["kid"] = "rsa" };
        var signed = $"{TestTokens.Encode(head.ToJsonString())}.{TestTokens.Encode(TestTokens.Claims(_world.Clock.Now).ToJsonString())}";
        var mac = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(Rsa.Jwk().ToJsonString()), Encoding.ASCII.GetBytes(signed));
        await Refused(StsErrorCode.InvalidIdentityToken, $"{signed}.{Authz.Tokens.Identifiers.CanonicalBase64Url.Encode(mac)}");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    public async Task W03_A_signature_of_another_algorithm_is_refused(string algorithm) =>
        await Refused(StsErrorCode.InvalidIdentityToken, Rsa.Token(_world.Clock.Now, header: h => h["alg"] = algorithm));

    [Fact]
    public async Task A_signature_of_a_strangers_key_of_the_same_id_is_refused() =>
        await Refused(StsErrorCode.InvalidIdentityToken, Stranger.Token(_world.Clock.Now));

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var parts = Token().Split('.');
        var other = TestTokens.Encode(TestTokens.Claims(_world.Clock.Now).ToJsonString().Replace("orders:", "admin:", StringComparison.Ordinal));
        await Refused(StsErrorCode.InvalidIdentityToken, $"{parts[0]}.{other}.{parts[2]}");
    }

    [Theory]
    [InlineData("https://oidc.example.internal/cluster/")]
    [InlineData("https://OIDC.example.internal/cluster")]
    [InlineData("oidc.example.internal/cluster")]
    [InlineData("https://evil.example")]
    [InlineData("")]
    public async Task W04_An_unknown_issuer_is_refused(string issuer) => await Refused(StsErrorCode.InvalidIdentityToken, Token(c => c["iss"] = issuer));

    [Fact]
    public async Task W04_A_provider_of_another_account_does_not_count()
    {
        Account other = _world.Snapshot.Organization.Accounts.Single(static a => a.Id.ToString() == World.A);
        Assert.Equal(StsErrorCode.InvalidIdentityToken, (await _verifier.VerifyAsync(Token(), other, default)).Error.Code);
        Assert.Equal(StsErrorCode.InvalidIdentityToken, (await _verifier.VerifyAsync(Token(), null, default)).Error.Code);
    }

    [Theory]
    [InlineData("\"stranger\"")]
    [InlineData("[\"stranger\"]")]
    [InlineData("[]")]
    [InlineData("[\"authz\", 1]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"AUTHZ\"")]
    public async Task W05_An_audience_that_is_not_registered_is_refused(string audience) =>
        await Refused(StsErrorCode.InvalidIdentityToken, Token(c => c["aud"] = JsonNode.Parse(audience)));

    [Fact]
    public async Task W05_A_provider_without_audiences_accepts_none()
    {
        Serve("[]");
        await Refused(StsErrorCode.InvalidIdentityToken, Token());
    }

    [Fact]
    public async Task W06_One_audience_of_several_suffices() =>
        Assert.Equal("other", (await Accepted(Token(static c => c["aud"] = new JsonArray("stranger", "other", "authz")))).Audience);

    [Fact]
    public async Task W07_The_authorized_party_stands_before_the_audience()
    {
        VerifiedWebIdentity identity = await Accepted(Token(static c => (c["aud"], c["azp"]) = ("stranger", "other")));
        Assert.Equal("other", identity.Audience);
        Assert.Equal([("azp", "other"), ("oaud", "stranger")], identity.Claims.Select(static c => (c.Key, c.Value.Single!)));
        await Refused(StsErrorCode.InvalidIdentityToken, Token(static c => (c["aud"], c["azp"]) = ("authz", "stranger")));
        await Refused(StsErrorCode.InvalidIdentityToken, Token(static c => (c["aud"], c["azp"]) = ("authz", 1)));
    }

    [Theory]
    [InlineData(0, StsErrorCode.None)]
    [InlineData(3599, StsErrorCode.None)]
    [InlineData(3600, StsErrorCode.ExpiredTokenException)]
    [InlineData(-60, StsErrorCode.None)]
    [InlineData(-61, StsErrorCode.InvalidIdentityToken)]
    public async Task W08_A_token_counts_from_a_minute_before_it_is_issued_until_it_expires(int seconds, StsErrorCode code)
    {
        var token = Token();
        _world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(code, (await Verify(token)).Error.Code);
    }

    [Fact]
    public async Task W08_An_old_token_is_too_old_though_it_has_not_expired()
    {
        await Accepted(Token(c => (c["iat"], c["nbf"]) = (Seconds(-86400), Seconds(-86400))));
        await Refused(StsErrorCode.ExpiredTokenException, Token(c => (c["iat"], c["nbf"]) = (Seconds(-86401), Seconds(-86401))));
    }

    [Theory]
    [InlineData("exp", "\"4923000000\"")]
    [InlineData("exp", "4923000000.0")]
    [InlineData("exp", "4923e6")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "999999999999999")]
    [InlineData("exp", "true")]
    [InlineData("exp", null)]
    [InlineData("iat", "\"1\"")]
    [InlineData("iat", "1.5")]
    [InlineData("iat", null)]
    [InlineData("nbf", "\"1\"")]
    [InlineData("nbf", "1.5")]
    [InlineData("nbf", "4923000000")]
    public async Task W10_Times_are_whole_seconds(string claim, string? value) => await Refused(
        StsErrorCode.InvalidIdentityToken,
        Token(c =>
        {
            if (value is null) c.Remove(claim);
            else c[claim] = JsonNode.Parse(value);
        }));

    [Theory]
    [InlineData(null)]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("[\"a\"]")]
    [InlineData("\"a\\u0000b\"")]
    public async Task W11_A_subject_is_there(string? subject) => await Refused(
        StsErrorCode.InvalidIdentityToken,
        Token(c =>
        {
            if (subject is null) c.Remove("sub");
            else c["sub"] = JsonNode.Parse(subject);
        }));

    [Fact]
    public async Task W11_A_subject_has_an_end()
    {
        await Accepted(Token(static c => c["sub"] = new string('s', 255)));
        await Refused(StsErrorCode.InvalidIdentityToken, Token(static c => c["sub"] = new string('s', 256)));
    }

    [Fact]
    public async Task W17_Tags_and_source_identity_come_from_claims()
    {
        VerifiedWebIdentity identity = await Accepted(Token(static c =>
        {
            c["https://aws.amazon.com/tags"] = JsonNode.Parse("""{"principal_tags":{"Team":["orders"],"Empty":[""]},"transitive_tag_keys":["Team"]}""");
            c["https://aws.amazon.com/source_identity"] = "ana";
        }));
        Assert.Equal([new("Team", "orders"), new("Empty", "")], identity.Requests.Tags);
        Assert.Equal(["Team"], identity.Requests.TransitiveTagKeys);
        Assert.Equal("ana", identity.Requests.SourceIdentity);
    }

    [Theory]
    [InlineData("""{"principal_tags":{"Team":["a","b"]}}""")]
    [InlineData("""{"principal_tags":{"Team":[]}}""")]
    [InlineData("""{"principal_tags":{"Team":"a"}}""")]
    [InlineData("""{"principal_tags":{"Team":[1]}}""")]
    [InlineData("""{"principal_tags":[]}""")]
    [InlineData("""{"principal_tags":{},"transitive_tag_keys":"Team"}""")]
    [InlineData("""{"principal_tags":{},"transitive_tag_keys":[1]}""")]
    [InlineData("\"Team\"")]
    public async Task W17_Tags_of_another_form_are_refused(string tags) =>
        await Refused(StsErrorCode.InvalidIdentityToken, Token(c => c["https://aws.amazon.com/tags"] = JsonNode.Parse(tags)));

    [Fact]
    public async Task A_source_identity_of_another_form_is_refused() =>
        await Refused(StsErrorCode.InvalidIdentityToken, Token(static c => c["https://aws.amazon.com/source_identity"] = 1));

    [Fact]
    public async Task Claims_are_shown_to_policies_when_the_provider_lists_them()
    {
        Serve("""["authz"]""", """["repository", "run", "ok", "groups", "mixed", "absent", "nested", "nothing"]""");
        VerifiedWebIdentity identity = await Accepted(Token(static c =>
        {
            (c["repository"], c["run"], c["ok"], c["actor"]) = ("octo/app", 7, true, "ana");
            (c["groups"], c["mixed"]) = (new JsonArray("a", "b"), new JsonArray("a", new JsonObject()));
            (c["nested"], c["nothing"], c["amr"]) = (new JsonObject(), null, new JsonArray("mfa", "pwd"));
        }));
        Assert.Equal(["mfa", "pwd"], identity.Methods);
        Assert.Equal(
            [("repository", "octo/app"), ("run", "7"), ("ok", "true"), ("groups", "a,b")],
            identity.Claims.Select(static c => (c.Key, Values(c.Value))));
    }

    [Fact]
    public async Task An_error_does_not_repeat_the_token()
    {
        var token = Token(static c => c["aud"] = "stranger");
        StsError error = (await Verify(token)).Error;
        Assert.DoesNotContain(TestTokens.Subject, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[1], error.Message, StringComparison.Ordinal);
    }

    private static string Values(ContextValue value) => string.Join(',', Enumerable.Range(0, value.Count).Select(i => value[i]));

    private long Seconds(int fromNow) => _world.Clock.Now.AddSeconds(fromNow).ToUnixTimeSeconds();

    private string Token(Action<JsonObject>? claims = null) => Rsa.Token(_world.Clock.Now, claims);

    private void Serve(string clients, string claims = "[]", params TestKey[] keys) => _world
        .With($"accounts/{World.B}/providers/cluster.json", $$"""
            { "Type": "oidc", "Url": "{{TestTokens.Issuer}}", "ClientIDList": {{clients}}, "ClaimConditionKeys": {{claims}}, "JwksFile": "cluster.jwks" }
            """)
        .With($"accounts/{World.B}/providers/cluster.jwks", TestTokens.KeySet(keys.Length > 0 ? keys : [Rsa, Curve]));

    private async Task<WebIdentityResult> Verify(string token)
    {
        Assert.True(AccountId.TryParse(World.B, out AccountId account));
        return await _verifier.VerifyAsync(token, _world.Snapshot.Organization.FindAccount(account), default);
    }

    private async Task<VerifiedWebIdentity> Accepted(string token)
    {
        WebIdentityResult result = await Verify(token);
        Assert.False(result.Error.IsError, result.Error.Message);
        return result.Identity!;
    }

    private async Task Refused(StsErrorCode code, string token)
    {
        WebIdentityResult result = await Verify(token);
        Assert.Equal((null, code), (result.Identity, result.Error.Code));
    }
}
