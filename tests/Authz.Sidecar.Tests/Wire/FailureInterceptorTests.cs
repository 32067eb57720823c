using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Sidecar.Tests.Wire;

public sealed class FailureInterceptorTests
{
    private static readonly FailureInterceptor Interceptor = new(new FailureGuard(NullLogger<FailureGuard>.Instance));

    [Fact]
    public async Task A_bug_is_an_internal_failure_that_tells_nothing()
    {
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => CallAsync(new InvalidOperationException("a secret")));
        Assert.Equal(StatusCode.Internal, failure.StatusCode);
        Assert.Equal("InternalFailure", failure.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.DoesNotContain("secret", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_stays_what_it_is()
    {
        RpcException refusal = StatusError.InvalidArgument("why");
        Assert.Same(refusal, await Assert.ThrowsAsync<RpcException>(() => CallAsync(refusal)));
    }

    [Fact]
    public async Task A_client_that_went_away_is_no_bug() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => CallAsync(new OperationCanceledException()));

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task A_client_that_went_away_is_a_status_and_no_exception_to_be_logged(Type type)
    {
        var exception = (Exception)Activator.CreateInstance(type)!;
        RpcException gone = await Assert.ThrowsAsync<RpcException>(() => CallAsync(exception, new CancellationToken(canceled: true)));
        Assert.Equal(StatusCode.Cancelled, gone.StatusCode);
    }

    private static Task<AuthorizeResponse> CallAsync(Exception exception, CancellationToken gone = default) => Interceptor.UnaryServerHandler<AuthorizeRequest, AuthorizeResponse>(
        new AuthorizeRequest(), new Call(gone), (_, _) => Task.FromException<AuthorizeResponse>(exception));

    private sealed class Call(CancellationToken gone) : ServerCallContext
    {
        protected override string MethodCore => "/authz.v1.AuthorizationService/Authorize";

        protected override string HostCore => "localhost";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => gone;

        protected override Metadata ResponseTrailersCore => [];

        protected override Grpc.Core.Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new("", []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
