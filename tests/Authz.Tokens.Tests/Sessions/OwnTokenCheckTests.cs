using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

public sealed class OwnTokenCheckTests
{
    private readonly KeyRing _ring = KeyRing.Ephemeral();
    private readonly FixedClock _clock = new(SampleClaims.IssuedAt);

    [Fact]
    public void What_a_verifier_accepts_leaves()
    {
        OwnTokenCheck check = Check();
        for (var i = 0; i < 2 * OwnTokenCheck.Every; i++) Assert.True(check.IsGood(_ring, Sign(_ring, SampleClaims.Full())));
    }

    [Fact]
    public void The_first_signature_of_a_key_is_checked()
    {
        var broken = WithOtherSignature(_ring);
        Assert.False(Check().IsGood(_ring, broken));
        OwnTokenCheck check = Check();
        Assert.True(check.IsGood(_ring, Sign(_ring, SampleClaims.Plain())));
        KeyRing next = KeyRing.Ephemeral();
        Assert.False(check.IsGood(next, WithOtherSignature(next)));
    }

    [Fact]
    public void One_signature_in_so_many_is_checked()
    {
        OwnTokenCheck check = Check();
        Assert.True(check.IsGood(_ring, Sign(_ring, SampleClaims.Plain())));
        var broken = WithOtherSignature(_ring);
        Assert.Single(Enumerable.Range(0, OwnTokenCheck.Every), _ => !check.IsGood(_ring, broken));
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expiration")]
    [InlineData("account")]
    [InlineData("kind")]
    public void Everything_else_is_checked_of_each_token(string part)
    {
        OwnTokenCheck check = Check();
        Assert.True(check.IsGood(_ring, Sign(_ring, SampleClaims.Plain())));
        SessionClaims plain = SampleClaims.Plain();
        var token = Sign(_ring, part switch
        {
            "issuer" => plain with { Issuer = "https://other" },
            "audience" => plain with { Audience = "other" },
            "expiration" => plain with { IssuedAt = _clock.Now.AddHours(-2), Expiration = _clock.Now.AddHours(-1) },
            "account" => plain with { AccountId = "1" },
            _ => plain with { UserId = "AIDAEXAMPLEALICE00001" },
        });
        for (var i = 0; i < OwnTokenCheck.Every / 2; i++) Assert.False(check.IsGood(_ring, token));
    }

    [Fact]
    public void A_token_of_another_ring_is_refused()
    {
        OwnTokenCheck check = Check();
        Assert.True(check.IsGood(_ring, Sign(_ring, SampleClaims.Plain())));
        Assert.False(check.IsGood(_ring, Sign(KeyRing.Ephemeral(), SampleClaims.Plain())));
    }

    private OwnTokenCheck Check() => new(new SessionTokenVerifier(_clock, SampleClaims.Issuer));

    private static string Sign(KeyRing ring, SessionClaims claims) => SessionTokenSigner.Sign(ring, claims).Token!;

    // of another text, and of the right form
    private static string WithOtherSignature(KeyRing ring)
    {
        string one = Sign(ring, SampleClaims.Plain()), other = Sign(ring, SampleClaims.Full());
        return string.Concat(one.AsSpan(0, one.LastIndexOf('.')), other.AsSpan(other.LastIndexOf('.')));
    }
}
