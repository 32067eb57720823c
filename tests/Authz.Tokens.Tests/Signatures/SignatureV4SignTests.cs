using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

public sealed class SignatureV4SignTests
{
    [Fact]
    public void Golden_vector_1_of_a_long_term_key()
    {
        var added = SignatureV4.Sign(SampleRequest.Unsigned(), SampleRequest.AccessKey, SampleRequest.Secret, null, "eu-west-1", "sts", SampleRequest.Now);
        Assert.Equal(
            [
                new("x-amz-date", "20260102T030405Z"),
                new("authorization", "AWS4-HMAC-SHA256 Credential=AKIAQNZGKIQY56JQ7WML/20260102/eu-west-1/sts/aws4_request, "
                    + "SignedHeaders=content-type;host;x-amz-date, "
                    + "Signature=8eefbd89e0b15cfb1cdb4aeb1d233d8a4e0ad71dd4441bd5b66f1f04b955d59d"),
            ],
            added);
    }

    [Fact]
    public void Golden_vector_2_of_a_temporary_key()
    {
        var request = SampleRequest.Unsigned();
        var added = SignatureV4.Sign(request, "ASIAQNZGKIQY56JQ7WML", SampleRequest.Secret, "TOKEN/+=", "eu-west-1", "sts", SampleRequest.Now);
        Assert.Equal(["x-amz-date", "x-amz-security-token", "authorization"], added.Select(static h => h.Key));
        Assert.EndsWith(
            "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=4be818ba53531345a7b64ea201dafd86fb649ff8884b64cfa1b1db09a3eb6866",
            added[2].Value,
            StringComparison.Ordinal);
        var signed = request.With([.. request.Headers, .. added]);
        Assert.Equal(SignatureStatus.Valid, signed.Verify());
        var parsed = SignatureV4.Parse(signed.Headers).Signature!;
        Assert.Equal(("ASIAQNZGKIQY56JQ7WML", "TOKEN/+=", SampleRequest.Now), (parsed.AccessKeyId, parsed.SessionToken, parsed.SignedAt));
        Assert.Equal(new SignatureScope("20260102", "eu-west-1", "sts", "aws4_request"), parsed.Scope);
        Assert.Equal(["content-type", "host", "x-amz-date", "x-amz-security-token"], parsed.SignedHeaders);
    }

    [Fact]
    public void The_get_vanilla_case_of_the_public_suite_holds()
    {
        var request = new SignableRequest("GET", "/", "", [new("Host", "example.amazonaws.com")], []);
        var added = SignatureV4.Sign(
            request, "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null, "us-east-1", "service", new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        Assert.EndsWith("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", added[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grpc_method_is_signed_like_any_path()
    {
        var request = new SignableRequest("POST", "/authz.v1.TokenService/IssueToken", "", [new("host", "127.0.0.1:7420")], [1, 2, 3]);
        var added = SignatureV4.Sign(request, SampleRequest.AccessKey, SampleRequest.Secret, null, "eu-west-1", "sts", SampleRequest.Now);
        Assert.Equal(SignatureStatus.Valid, request.With([.. request.Headers, .. added]).Verify());
        var other = new SignableRequest("POST", "/authz.v1.TokenService/GetCallerIdentity", "", [.. request.Headers, .. added], [1, 2, 3]);
        Assert.Equal(SignatureStatus.Mismatch, other.Verify());
    }

    [Fact]
    public void Headers_that_proxies_change_are_not_signed()
    {
        var signed = SampleRequest.Signed(new("User-Agent", "x"), new("TE", "trailers"));
        Assert.Contains("SignedHeaders=content-type;host;x-amz-date,", signed.Authorization(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_without_host_is_a_bug_of_the_caller() => Assert.Throws<ArgumentException>(
        static () => SignatureV4.Sign(SampleRequest.Create([]), "A", "s", null, "r", "sts", SampleRequest.Now));
}
