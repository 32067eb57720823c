using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

public sealed class SigningKeyCacheTests
{
    [Fact]
    public void A_signature_is_verified_alike_with_a_kept_key()
    {
        using var keys = new SigningKeyCache();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SignatureStatus.Valid, Verify(keys, SampleRequest.Secret));
            Assert.Equal(SignatureStatus.Mismatch, Verify(keys, SampleRequest.Secret + "x"));
        }
    }

    [Fact]
    public void A_key_is_kept_for_each_id_known_or_not_and_replaced_when_its_secret_is()
    {
        using var keys = new SigningKeyCache();
        var scope = new SignatureScope("20260102", "eu-west-1", "sts", "aws4_request");
        var first = keys.Find("AKIA1", "secret", scope);
        Assert.Same(first, keys.Find("AKIA1", "secret", scope));
        Assert.Equal(first, keys.Find("AKIA2", "secret", scope));
        Assert.NotSame(first, keys.Find("AKIA2", "secret", scope));
        Assert.Equal(2, keys.Count);
        Assert.NotEqual(first, keys.Find("AKIA1", "other", scope));
        Assert.Equal(first, keys.Find("AKIA1", "secret", scope));
        SignatureScope[] others = [scope with { Date = "20260103" }, scope with { Region = "eu-west-2" }, scope with { Service = "s3" }];
        Assert.All(others, other => Assert.NotEqual(first, keys.Find("AKIA1", "secret", other)));
        Assert.Equal(5, keys.Count);
    }

    private static SignatureStatus Verify(SigningKeyCache keys, string secret)
    {
        SignableRequest request = SampleRequest.Signed();
        ParsedSignature parsed = SignatureV4.Parse(request.Headers).Signature!;
        return SignatureV4.Verify(parsed, request, secret, new SignatureTerms("sts", static _ => true), SampleRequest.Now, keys);
    }
}
