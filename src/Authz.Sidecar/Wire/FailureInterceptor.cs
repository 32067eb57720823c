using Authz.Sts.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Authz.Sidecar.Wire;

/// <summary>Answers a bug of ours with <c>InternalFailure</c> and tells nobody but the log what it was.</summary>
internal sealed partial class FailureInterceptor(ILogger<FailureInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            Task<TResponse> answer = continuation(request, context);
            return answer.IsCompletedSuccessfully ? answer : WaitFor(answer, context);
        }
        catch (Exception exception) when (IsBug(exception, context))
        {
            throw Failure(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception) when (IsBug(exception, context))
        {
            throw Failure(exception, context);
        }
    }

    private async Task<TResponse> WaitFor<TResponse>(Task<TResponse> answer, ServerCallContext context)
    {
        try
        {
            return await answer;
        }
        catch (Exception exception) when (IsBug(exception, context))
        {
            throw Failure(exception, context);
        }
    }

    // a client that went away, or sent what is no message, is no bug of ours
    private static bool IsBug(Exception exception, ServerCallContext context) =>
        exception is not (RpcException or OperationCanceledException or IOException) && !context.CancellationToken.IsCancellationRequested;

    private RpcException Failure(Exception exception, ServerCallContext context)
    {
        Failed(logger, context.Method, exception);
        return StatusError.Of(new StsError(StsErrorCode.InternalFailure, "an internal failure; the sidecar's log says which"));
    }

    [LoggerMessage(4, LogLevel.Error, "{Method} failed")]
    private static partial void Failed(ILogger logger, string method, Exception exception);
}
