using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

public sealed class SessionTokenTests
{
    private readonly KeyRing _ring = KeyRing.Ephemeral();
    private readonly FixedClock _clock = new(SampleClaims.IssuedAt);

    [Fact]
    public void Every_claim_reads_back()
    {
        foreach (var claims in (SessionClaims[])[SampleClaims.Plain(), SampleClaims.Full()])
        {
            var result = Verify(Sign(claims));
            Assert.Equal(SessionTokenStatus.Valid, result.Status);
            Assert.Equal(_ring.Active!.KeyId, result.KeyId);
            var read = result.Claims!;
            Assert.Equal(claims.RegionScope, read.RegionScope);
            Assert.Equal(claims.PolicyArns, read.PolicyArns);
            Assert.Equal(claims.Tags, read.Tags);
            Assert.Equal(claims.TransitiveTagKeys, read.TransitiveTagKeys);
            Assert.Equal(claims.Chain, read.Chain);
            Assert.Equal(claims, WithListsOf(claims, read));
        }
    }

    [Fact]
    public void The_default_result_opens_nothing()
    {
        Assert.False(default(SessionTokenResult).IsValid);
        Assert.Equal(SessionTokenStatus.Unverified, default);
        Assert.Equal(SessionTokenSignStatus.Unsigned, default);
    }

    [Fact]
    public void A_signed_token_is_not_in_the_text_of_its_result()
    {
        SessionTokenSignResult result = SessionTokenSigner.Sign(_ring, SampleClaims.Plain());
        Assert.DoesNotContain(result.Token!, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_token_is_small() => Assert.InRange(Sign(SampleClaims.Plain()).Length, 300, 760);

    [Theory]
    [InlineData(-1, SessionTokenStatus.Valid)]
    [InlineData(0, SessionTokenStatus.Expired)]
    [InlineData(1, SessionTokenStatus.Expired)]
    public void A_token_is_valid_only_before_its_expiration(int milliseconds, SessionTokenStatus expected)
    {
        var claims = SampleClaims.Plain();
        _clock.Now = claims.Expiration.AddMilliseconds(milliseconds);
        var result = Verify(Sign(claims));
        Assert.Equal(expected, result.Status);
        Assert.Equal(claims.RoleId, result.Claims!.RoleId);
    }

    [Theory]
    [InlineData(59_000, SessionTokenStatus.Valid)]
    [InlineData(60_000, SessionTokenStatus.Valid)]
    [InlineData(60_001, SessionTokenStatus.NotYetValid)]
    public void A_verifier_may_be_sixty_seconds_behind(int milliseconds, SessionTokenStatus expected)
    {
        _clock.Now = SampleClaims.IssuedAt.AddMilliseconds(-milliseconds);
        var result = Verify(Sign(SampleClaims.Plain()));
        Assert.Equal(expected, result.Status);
        Assert.Equal(expected == SessionTokenStatus.Valid, result.Claims is not null);
    }

    [Fact]
    public void Issuer_and_audience_are_mandatory()
    {
        Assert.Equal(SessionTokenStatus.WrongIssuer, Verify(Sign(SampleClaims.Plain() with { Issuer = "https://other" })).Status);
        Assert.Equal(SessionTokenStatus.WrongIssuer, Verify(Sign(SampleClaims.Plain() with { Issuer = SampleClaims.Issuer + "/" })).Status);
        Assert.Equal(SessionTokenStatus.WrongAudience, Verify(Sign(SampleClaims.Plain() with { Audience = "other" })).Status);
    }

    [Fact]
    public void Another_rings_token_is_refused()
    {
        var foreign = SessionTokenSigner.Sign(KeyRing.Ephemeral(), SampleClaims.Plain());
        Assert.Equal(SessionTokenStatus.UnknownKey, Verify(foreign.Token!).Status);
    }

    [Fact]
    public void Claims_out_of_range_are_refused()
    {
        SessionClaims[] bad =
        [
            SampleClaims.Plain() with { TokenVersion = 3 },
            SampleClaims.Plain() with { FormatVersion = 2 },
            SampleClaims.Plain() with { AccountId = "44445555666" },
            SampleClaims.Plain() with { TokenId = "abc" },
            SampleClaims.Plain() with { RoleId = "" },
            SampleClaims.Plain() with { SourceIdentity = "" },
            SampleClaims.Plain() with { Chain = [.. Enumerable.Repeat(new ChainLink("AROA", "AAAAAAAAAAAAAAAAAAAAAA", 1), 5)] },
            SampleClaims.Plain() with { Chain = [new ChainLink("AROA", "x", 1)] },
        ];
        Assert.All(bad, claims => Assert.Equal(SessionTokenStatus.InvalidClaim, Verify(Sign(claims)).Status));
    }

    [Fact]
    public void A_token_over_4096_characters_is_not_signed()
    {
        var noise = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(3000));
        var result = SessionTokenSigner.Sign(_ring, SampleClaims.Plain() with { Policy = noise });
        Assert.Equal(SessionTokenSignStatus.TooLong, result.Status);
        Assert.Null(result.Token);
    }

    [Fact]
    public void A_long_policy_is_compressed()
    {
        var statement = string.Join(',', Enumerable.Range(0, 20).Select(static i => $$"""{"Effect":"Allow","Action":"orders:Get{{i}}","Resource":"*"}"""));
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
        var token = Sign(SampleClaims.Plain() with { Policy = policy });
        Assert.InRange(token.Length, 600, 1200);
        Assert.Equal(policy, Verify(token).Claims!.Policy);
    }

    [Fact]
    public void A_policy_that_inflates_beyond_128_KiB_is_refused()
    {
        Assert.Equal(SessionTokenStatus.Valid, Verify(Sign(SampleClaims.Plain() with { Policy = new string('a', 131_000) })).Status);
        Assert.Equal(SessionTokenStatus.InvalidClaim, Verify(Sign(SampleClaims.Plain() with { Policy = new string('a', 131_072) })).Status);
    }

    private static SessionClaims WithListsOf(SessionClaims lists, SessionClaims claims) => claims with
    {
        RegionScope = lists.RegionScope,
        PolicyArns = lists.PolicyArns,
        Tags = lists.Tags,
        TransitiveTagKeys = lists.TransitiveTagKeys,
        Chain = lists.Chain,
    };

    private string Sign(SessionClaims claims)
    {
        var result = SessionTokenSigner.Sign(_ring, claims);
        Assert.Equal(SessionTokenSignStatus.Signed, result.Status);
        Assert.Equal(_ring.Active!.KeyId, result.KeyId);
        return result.Token!;
    }

    private SessionTokenResult Verify(string token) => new SessionTokenVerifier(_clock, SampleClaims.Issuer).Verify(_ring, token);
}
