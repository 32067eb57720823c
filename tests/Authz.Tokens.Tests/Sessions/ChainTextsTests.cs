using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

public sealed class ChainTextsTests
{
    private const string Account = "111122223333";

    private static readonly ChainLink Bare = new("AROA1", "AAAAAAAAAAAAAAAAAAAAAA", 1);

    [Fact]
    public void What_is_said_of_an_ancestor_comes_back()
    {
        ChainLink[] chain =
        [
            Bare with { AccountId = Account, Issuer = "https://issuer.example", Subject = "two\nlines" },
            Bare with { AccountId = "444455556666" },
        ];
        Assert.Equal(chain, ReadBack(chain));
    }

    [Fact]
    public void A_chain_that_says_nothing_of_accounts_is_read() => Assert.Equal([Bare, Bare], ReadBack(Bare, Bare));

    [Theory]
    [InlineData("[\"111122223333\"]", true)]
    [InlineData("[\"\"]", true)]
    [InlineData("[\"111122223333\",\"111122223333\"]", false)]
    [InlineData("[\"1111\"]", false)]
    [InlineData("[\"111122223333\\nissuer\"]", false)]
    [InlineData("\"111122223333\"", false)]
    public void Owners_that_do_not_fit_the_chain_refuse_the_token(string owners, bool isValid)
    {
        using var forge = new TokenForge();
        var token = SessionTokenSigner.Sign(forge.Ring, SampleClaims.Plain() with { Chain = [Bare with { AccountId = Account }] }).Token!;
        var payload = TokenForge.Decode(token.Split('.')[1]);
        Assert.Contains($"\"chain_of\":[\"{Account}\"]", payload, StringComparison.Ordinal);
        var forged = forge.Sign(forge.Header, payload.Replace($"[\"{Account}\"]", owners, StringComparison.Ordinal));
        Assert.Equal(isValid, Verifier.Verify(forge.Ring, forged).IsValid);
    }

    private static SessionTokenVerifier Verifier => new(new FixedClock(SampleClaims.IssuedAt), SampleClaims.Issuer);

    private static IReadOnlyList<ChainLink> ReadBack(params ChainLink[] chain)
    {
        var ring = KeyRing.Ephemeral();
        var token = SessionTokenSigner.Sign(ring, SampleClaims.Plain() with { Chain = chain }).Token!;
        return Verifier.Verify(ring, token).Claims!.Chain;
    }
}
