using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Proofs;
using Authz.Tokens.Signatures;
using CsCheck;

namespace Authz.Sts.Tests.Proofs;

/// <summary>Proofs of STS section 7.6. The URL was presigned with botocore 1.43.11.</summary>
public sealed class PresignedProofTests
{
    private const string Audience = "orders.example.internal";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private const string Url = "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=AKIAQNZGKIQY56JQ7WML%2F20260102%2Feu-west-1%2Fsts%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60"
        + "&X-Amz-SignedHeaders=host%3Bx-authz-audience&X-Amz-Signature=d1468d8975d215f4cb153a032dd65d670f06d1829a084bd5c4d37ab3e8951cf4";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void What_an_SDK_presigns_is_a_proof()
    {
        Assert.Equal(SignatureStatus.Valid, Verify(Url));
        Assert.False(PresignedProof.Read(Url, Audience, out PresignedProof? proof).IsError);
        Assert.Equal(("sts.eu-west-1.amazonaws.com", "AKIAQNZGKIQY56JQ7WML", Now.AddSeconds(60)), (proof!.Host, proof.Signature.AccessKeyId, proof.Expiration));
    }

    [Fact]
    public void It_is_nothing_to_another_audience_V28()
    {
        Assert.Equal(SignatureStatus.Mismatch, Verify(Url, "orders.example.internal.other"));
        Assert.Equal(SignatureStatus.Mismatch, Verify(Url, "ORDERS.example.internal"));
        Assert.Equal(SignatureStatus.HeadersMismatch, Verify(Url.Replace("x-authz-audience", "x-authz-audience%3Bx-custom", StringComparison.Ordinal)));
        StsError error = PresignedProof.Read(Url.Replace("%3Bx-authz-audience", "", StringComparison.Ordinal), Audience, out PresignedProof? proof);
        Assert.Equal((StsErrorCode.InvalidIdentityToken, true), (error.Code, proof is null));
        Assert.Contains("`x-authz-audience`", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, SignatureStatus.Valid)]
    [InlineData(61, SignatureStatus.OutsideWindow)]
    [InlineData(-300, SignatureStatus.Valid)]
    [InlineData(-301, SignatureStatus.OutsideWindow)]
    public void It_counts_until_it_expires_and_hardly_before_it_was_made(int later, SignatureStatus expected) =>
        Assert.Equal(expected, Verify(Url, now: Now.AddSeconds(later)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public void An_audience_is_one_visible_word(string audience)
    {
        Assert.False(PresignedProof.IsAudience(audience));
        Assert.Equal(StsErrorCode.ValidationError, PresignedProof.Read(Url, audience, out _).Code);
    }

    [Fact]
    public void An_audience_has_at_most_256_characters() =>
        Assert.Equal((true, false), (PresignedProof.IsAudience(new string('a', 256)), PresignedProof.IsAudience(new string('a', 257))));

    [Theory]
    [InlineData("", "MissingAuthenticationToken")]
    [InlineData("x", "InvalidIdentityToken")]
    [InlineData("https://", "InvalidIdentityToken")]
    [InlineData("https://?Action=GetCallerIdentity", "InvalidIdentityToken")]
    [InlineData("https:///?Action=GetCallerIdentity", "InvalidIdentityToken")]
    [InlineData("https://host//?Action=GetCallerIdentity", "InvalidIdentityToken")]
    [InlineData("https://host/x/?Action=GetCallerIdentity", "InvalidIdentityToken")]
    [InlineData("https://host/", "InvalidIdentityToken")]
    [InlineData("https://host?", "InvalidIdentityToken")]
    [InlineData("HTTPS://host/?Action=GetCallerIdentity&Version=2011-06-15", "InvalidIdentityToken")]
    [InlineData("https://host/?Action=GetCallerIdentity&Version=2011-06-15 ", "InvalidIdentityToken")]
    [InlineData("https://host/?Action=GetCallerIdentity&Version=2011-06-15\n", "InvalidIdentityToken")]
    [InlineData("https://host/?Action=GetCallerIdentity&Version=2011-06-15", "MissingAuthenticationToken")]
    [InlineData("https://host?Action=GetCallerIdentity&Version=2011-06-15", "MissingAuthenticationToken")]
    [InlineData("https://host/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256", "IncompleteSignature")]
    public void What_is_no_proof_is_refused_with_its_code(string url, string code)
    {
        StsError error = PresignedProof.Read(url, Audience, out PresignedProof? proof);
        Assert.Equal((code, true), (error.Code.ToString(), proof is null));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void No_character_of_it_can_be_another() => Gen.Select(Gen.Int[0, Url.Length - 1], Gen.Char[' ', '~']).Sample(
        static (at, other) =>
        {
            var changed = string.Concat(Url.AsSpan(0, at), [other], Url.AsSpan(at + 1));
            // the scheme is not signed, since nobody calls it, and an escape may have small letters
            if (Uri.UnescapeDataString(changed[5..]) != Uri.UnescapeDataString(Url[5..])) Assert.NotEqual(SignatureStatus.Valid, Verify(changed));
        }, iter: 3_000);

    // what was refused before is not verified
    private static SignatureStatus Verify(string url, string audience = Audience, DateTimeOffset? now = null)
    {
        if (PresignedProof.Read(url, audience, out PresignedProof? proof).IsError) return SignatureStatus.Unverified;
        SignedCall call = proof!.ToCall(static r => r == "eu-west-1");
        return SignatureV4.Verify(proof.Signature, call.Request, Secret, call.Terms, now ?? Now);
    }
}
