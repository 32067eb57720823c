using Authz.Cli.Credentials;
using Authz.Protocol.V1;

namespace Authz.Cli.Tests.Credentials;

public sealed class CallerProofTests
{
    private const string Method = "authz.v1.TokenService/IssueToken";

    [Fact]
    public void The_worked_example_of_the_protocol_is_signed_to_the_letter()
    {
        var request = new IssueTokenRequest
        {
            AssumeRole = new AssumeRoleGrant { RoleArn = "arn:aws:iam::111122223333:role/OrderReader", RoleSessionName = "example" },
            Region = "eu-west-1",
        };

        Caller caller = Proof("127.0.0.1:7420").Of(Method, request, request.Region);

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260102/eu-west-1/sts/aws4_request, SignedHeaders=host;x-amz-date, "
                + "Signature=b258435f87e0b148002a10187f9d67ced5514430344dd09e565e0ea73a01ef5d",
            caller.SignedRequest.Headers["authorization"]);
        Assert.Equal(["authorization", "host", "x-amz-date"], caller.SignedRequest.Headers.Keys.Order());
        Assert.Equal(
            "0a350a2a61726e3a6177733a69616d3a3a3131313132323232333333333a726f6c652f4f7264657252656164657212076578616d706c655a0965752d776573742d31",
            Convert.ToHexStringLower(caller.SignedRequest.Payload.Span));
    }

    [Theory]
    [InlineData("", "us-east-1")]
    [InlineData("aws-global", "us-east-1")]
    [InlineData("me-south-1", "me-south-1")]
    public void The_scope_has_the_region_that_is_called(string region, string scope)
    {
        Caller caller = Proof("localhost").Of(Method, new GetCallerIdentityRequest(), region);

        Assert.Contains($"/20260102/{scope}/sts/aws4_request,", caller.SignedRequest.Headers["authorization"]);
    }

    private static CallerProof Proof(string host) => new(
        CallerCredentials.Read(Tool.WithKeys().Environment.GetValueOrDefault), host, new StoppedClock(Tool.Now));
}
