using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Google.Rpc;
using Grpc.Core;

namespace Authz.Sidecar.Tests.Wire;

public sealed class StatusErrorTests
{
    public static TheoryData<StsErrorCode> Codes => [.. Enum.GetValues<StsErrorCode>().Where(static c => c != StsErrorCode.None)];

    [Theory, MemberData(nameof(Codes))]
    public void Every_code_travels_as_the_reason_of_its_status(StsErrorCode code)
    {
        RpcException exception = StatusError.Of(new StsError(code, "why"));
        Assert.Equal((StsErrorTable.GrpcStatusOf(code), "why"), ((int)exception.StatusCode, exception.Status.Detail));
        Assert.NotEqual(StatusCode.OK, exception.StatusCode);
        ErrorInfo info = exception.GetRpcStatus()!.GetDetail<ErrorInfo>();
        Assert.Equal((code.ToString(), "authz"), (info.Reason, info.Domain));
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_a_validation_error()
    {
        RpcException exception = StatusError.InvalidArgument("why");
        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal("ValidationError", exception.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public void A_revision_that_is_not_served_is_named_beside_the_one_that_is()
    {
        RpcException exception = StatusError.RevisionNotServed("w", "s", "why");
        Assert.Equal((StatusCode.FailedPrecondition, "why"), (exception.StatusCode, exception.Status.Detail));
        ErrorInfo info = exception.GetRpcStatus()!.GetDetail<ErrorInfo>();
        Assert.Equal(
            ("PolicyRevisionNotServed", "authz", "w", "s"), (info.Reason, info.Domain, info.Metadata["wanted_revision"], info.Metadata["served_revision"]));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("a\ud83d\ude00")]
    [InlineData("\ud83d\ude00")]
    public void A_long_message_is_cut_between_characters(string text)
    {
        var message = string.Concat(Enumerable.Repeat(text, 10_000));
        var detail = StatusError.InvalidArgument(message).Status.Detail;
        Assert.InRange(detail.Length, 1000, 1027);
        Assert.StartsWith(detail[..^3], message, StringComparison.Ordinal);
        Assert.EndsWith("...", detail, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(detail[^4]));
    }
}
