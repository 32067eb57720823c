using Authz.Sts.Errors;
using Authz.Sts.Proofs;
using Authz.Sts.SingleUse;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Signatures;

namespace Authz.Sts.Tests.Proofs;

public sealed class ProofRedemptionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SettableClock _clock = new(World.Start);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_proof_is_used_once_also_when_the_store_is_opened_anew()
    {
        using (SingleUseStore store = Open())
        {
            var redemption = new ProofRedemption(store);
            Assert.False(redemption.Redeem(Proof("a")).IsError);
            Assert.Equal(StsErrorCode.InvalidIdentityToken, redemption.Redeem(Proof("a")).Code);
            Assert.False(redemption.Redeem(Proof("b")).IsError);
        }

        using SingleUseStore again = Open();
        Assert.Equal(StsErrorCode.InvalidIdentityToken, new ProofRedemption(again).Redeem(Proof("a")).Code);
    }

    [Fact]
    public void It_is_remembered_beyond_its_end()
    {
        using SingleUseStore store = Open();
        var redemption = new ProofRedemption(store);
        PresignedProof proof = Proof("a");
        Assert.False(redemption.Redeem(proof).IsError);
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(StsErrorCode.InvalidIdentityToken, redemption.Redeem(proof).Code);
    }

    [Fact]
    public void What_cannot_be_recorded_does_not_count()
    {
        using SingleUseStore full = SingleUseStore.InMemory(_clock, capacity: 1);
        var redemption = new ProofRedemption(full);
        Assert.False(redemption.Redeem(Proof("a")).IsError);
        Assert.Equal(StsErrorCode.ServiceUnavailable, redemption.Redeem(Proof("b")).Code);
    }

    private SingleUseStore Open()
    {
        SingleUseStoreResult result = SingleUseStore.Open(_directory["single-use.log"], _clock);
        Assert.Equal("", result.Fault);
        return result.Store!;
    }

    private PresignedProof Proof(string audience)
    {
        const string Host = "sts.amazonaws.com";
        var request = new SignableRequest(
            "GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", [new("host", Host), new(PresignedProof.AudienceHeader, audience)], []);
        var query = SignatureV4.Presign(request, "AKIAEXAMPLE", "secret", null, "us-east-1", "sts", _clock.Now, TimeSpan.FromMinutes(15));
        Assert.False(PresignedProof.Read($"https://{Host}/?{query}", audience, out PresignedProof? proof).IsError);
        return proof!;
    }
}
