using Authz.Sts.Errors;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>Answers a bug of ours with <c>InternalFailure</c> and tells nobody but the log what it was. Thread-safe.</summary>
internal sealed partial class FailureGuard(ILogger<FailureGuard> logger)
{
    /// <summary>Runs a method; costs nothing when its answer is there at once.</summary>
    /// <param name="state">What the method needs beside the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="method">The method.</param>
    public Task<TResponse> Run<TState, TRequest, TResponse>(
        TState state, TRequest request, ServerCallContext context, Func<TState, TRequest, ServerCallContext, Task<TResponse>> method)
    {
        try
        {
            Task<TResponse> answer = method(state, request, context);
            return answer.IsCompletedSuccessfully ? answer : WaitFor(answer, context);
        }
        catch (Exception exception) when (IsBug(exception, context))
        {
            throw Failure(exception, context);
        }
    }

    /// <summary>Waits for a stream to end.</summary>
    public async Task WaitFor(Task stream, ServerCallContext context)
    {
        try
        {
            await stream;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.CancellationToken.IsCancellationRequested)
        {
            // who went away; the server's library would log the exception as an error
            throw new RpcException(Status.DefaultCancelled);
        }
        catch (Exception exception) when (IsBug(exception, context))
        {
            throw Failure(exception, context);
        }
    }

    private async Task<TResponse> WaitFor<TResponse>(Task<TResponse> answer, ServerCallContext context)
    {
        await WaitFor((Task)answer, context);
        return await answer;
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
