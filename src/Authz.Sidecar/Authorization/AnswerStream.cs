using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>Answers requests as they come on a stream, one after the other, in order. Thread-safe.</summary>
internal sealed class AnswerStream(PolicyPins pins, IHostApplicationLifetime lifetime)
{
    // bounds what a caller who never stops to ask leaves unsent
    private const int MostTogether = 64;

    private static readonly WriteOptions Waiting = new(WriteFlags.BufferHint);

    /// <summary>Answers until the caller has no more requests.</summary>
    /// <param name="requests">What comes.</param>
    /// <param name="answers">Where the answers go.</param>
    /// <param name="revisionOf">The policy revision that a request waits for; empty: none.</param>
    /// <param name="answer">Answers a request.</param>
    /// <param name="gone">Ends the stream.</param>
    public async Task RunAsync<TRequest, TAnswer>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TAnswer> answers, Func<TRequest, string> revisionOf,
        Func<TRequest, CancellationToken, ValueTask<TAnswer>> answer, CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, lifetime.ApplicationStopping);
        try
        {
            Task<bool> next = requests.MoveNext(end.Token);
            for (var together = 1; await next; together++)
            {
                TAnswer written = await answer(requests.Current, end.Token);
                next = requests.MoveNext(end.Token);
                // while the next request is here already, the answer travels with that one's
                var waits = together % MostTogether != 0 && next.IsCompletedSuccessfully && await next && pins.HasReached(revisionOf(requests.Current));
                answers.WriteOptions = waits ? Waiting : null;
                await answers.WriteAsync(written, end.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // a stream may stay open for ever, and would keep the process from stopping
            throw StatusError.Of(new StsError(StsErrorCode.ServiceUnavailable, "the sidecar is stopping: ask another, or ask again"));
        }
    }
}
