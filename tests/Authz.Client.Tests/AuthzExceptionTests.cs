using Authz.Client.Tests.Sidecar;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Authz.Client.Tests;

public sealed class AuthzExceptionTests
{
    [Fact]
    public async Task Why_access_was_denied_is_carried_encoded()
    {
        var exception = await RefuseAsync(() => Refusal(new ErrorInfo
        {
            Reason = "AccessDenied",
            Domain = "authz",
            Metadata = { ["a"] = "b", ["EncodedAuthorizationMessage"] = "AQEx", ["c"] = "d" },
        }));
        Assert.Equal(("AccessDenied", "AQEx"), (exception.Code, exception.EncodedAuthorizationMessage));
    }

    [Fact]
    public async Task It_carries_the_aws_code_the_status_and_the_message()
    {
        var exception = await RefuseAsync(() => Refusal(new ErrorInfo { Reason = "AccessDenied", Domain = "authz", Metadata = { ["a"] = "b" } }));
        Assert.Empty(exception.EncodedAuthorizationMessage);

        Assert.Equal("AccessDenied", exception.Code);
        Assert.Equal(StatusCode.PermissionDenied, exception.Status);
        Assert.Equal("AccessDenied: not allowed here", exception.Message);
    }

    [Fact]
    public async Task The_code_is_found_behind_other_details()
    {
        var exception = await RefuseAsync(() => Refusal(
            new ErrorInfo { Reason = "Foreign", Domain = "example.com" }, new ErrorInfo { Reason = "ExpiredToken", Domain = "authz" }));

        Assert.Equal("ExpiredToken", exception.Code);
    }

    [Fact]
    public async Task A_code_of_another_domain_is_not_ours()
    {
        var exception = await RefuseAsync(() => Refusal(new ErrorInfo { Reason = "AccessDenied", Domain = "example.com" }));

        Assert.Equal("", exception.Code);
    }

    [Fact]
    public async Task Without_details_there_is_no_code()
    {
        var exception = await RefuseAsync(() => new RpcException(new Grpc.Core.Status(StatusCode.Internal, "broken")));

        Assert.Equal("", exception.Code);
        Assert.Equal("Internal: broken", exception.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x1a, 0xff })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    public async Task Broken_details_are_no_code(byte[] details)
    {
        var trailers = new Metadata { { "grpc-status-details-bin", details } };
        var exception = await RefuseAsync(() => new RpcException(new Grpc.Core.Status(StatusCode.Aborted, "x"), trailers));

        Assert.Equal("", exception.Code);
        Assert.Equal(StatusCode.Aborted, exception.Status);
    }

    private static RpcException Refusal(params ErrorInfo[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.PermissionDenied, Message = "not allowed here" };
        status.Details.AddRange(details.Select(Any.Pack));
        return status.ToRpcException();
    }

    private static async Task<AuthzException> RefuseAsync(Func<RpcException> refusal)
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { IssueToken = _ => throw refusal() });
        using var client = AuthzClient.Connect(sidecar.Endpoint);
        return await Assert.ThrowsAsync<AuthzException>(() => client.IssueTokenAsync(new IssueTokenRequest()));
    }
}
