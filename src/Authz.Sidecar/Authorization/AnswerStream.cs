using System.Buffers;
using System.IO.Pipelines;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>
/// Answers requests as they come on a stream, one after the other, in order. Requests that came together are decided by one snapshot, and
/// their answers travel together. Thread-safe.
/// </summary>
internal sealed class AnswerStream(IHostApplicationLifetime lifetime, AuditLog audit)
{
    // bounds what a caller who never stops to ask leaves unsent
    private const int MostUnsent = 64 * 1024;
    private const int LikelyBytes = 4096;

    /// <summary>Answers until the caller has no more requests.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads a request.</param>
    /// <param name="answers">Answers a request, and the next of those that came together.</param>
    public async Task RunAsync<TRequest>(ServerCallContext call, Func<ReadOnlySpan<byte>, TRequest> read, Func<IStreamAnswers<TRequest>> answers)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, lifetime.ApplicationStopping);
        HttpContext http = call.GetHttpContext();
        PipeWriter output = http.Response.BodyWriter;
        try
        {
            await RunAsync(
                new StreamFrames(http.Request.Headers.GrpcEncoding.ToString()), http.Request.BodyReader, output, read, answers,
                audit.HoldsDecisions ? audit.WaitForDiskAsync : null, end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // a stream may stay open for ever, and would keep the process from stopping
            throw StatusError.Of(new StsError(StsErrorCode.ServiceUnavailable, "the sidecar is stopping: ask another, or ask again"));
        }
    }

    /// <summary>Answers what comes until there is no more.</summary>
    /// <param name="frames">Takes messages from what came.</param>
    /// <param name="input">What comes.</param>
    /// <param name="output">Where answers go.</param>
    /// <param name="read">Reads a request.</param>
    /// <param name="answers">Answers a request, and the next of those that came together.</param>
    /// <param name="held">What answers wait for before they are sent; null: nothing.</param>
    /// <param name="end">Ends it.</param>
    internal static async Task RunAsync<TRequest>(
        StreamFrames frames, PipeReader input, PipeWriter output, Func<ReadOnlySpan<byte>, TRequest> read, Func<IStreamAnswers<TRequest>> answers,
        Func<ValueTask>? held, CancellationToken end)
    {
        while (true)
        {
            ReadResult come = await input.ReadAsync(end);
            // in a method of its own: a stream that waits keeps neither a request nor the policies that it was decided by
            var rest = await AnswerAsync(frames, input, come.Buffer, output, read, answers, held, end);
            if (!come.IsCompleted) continue;
            if (rest > 0) throw new RpcException(new Status(StatusCode.Internal, "the stream ends within a message"));
            return;
        }
    }

    private static async ValueTask<long> AnswerAsync<TRequest>(
        StreamFrames frames, PipeReader input, ReadOnlySequence<byte> buffer, PipeWriter output, Func<ReadOnlySpan<byte>, TRequest> read,
        Func<IStreamAnswers<TRequest>> answers, Func<ValueTask>? held, CancellationToken end)
    {
        IStreamAnswers<TRequest> together = answers();
        var written = new PooledBytes(LikelyBytes);
        try
        {
            while (frames.TryTake(ref buffer, read, out TRequest? request))
            {
                var isReady = together.IsReady(request);
                if (written.Length >= MostUnsent || !isReady)
                {
                    // nobody waits for the policies of a later request
                    await SendAsync(written, output, held, end);
                    // INVARIANT: what is decided after a wait is decided by what holds then: whoever reads slowly outlives no revocation
                    together.Record();
                    together = answers();
                }

                if (!isReady) await together.WaitAsync(request, end);
                together.Answer(request, written, end);
            }
        }
        finally
        {
            together.Record();
            input.AdvanceTo(buffer.Start, buffer.End);
            // also before a fault: the status would stand in the place of answers that were not sent
            await SendAsync(written, output, held, end);
        }

        return buffer.Length;
    }

    private static async ValueTask SendAsync(PooledBytes written, PipeWriter output, Func<ValueTask>? held, CancellationToken end)
    {
        if (written.Length == 0) return;
        if (held is not null) await held();
        written.MoveTo(output);
        await output.FlushAsync(end);
    }
}

/// <summary>Answers the requests of a stream that came together. For one thread.</summary>
internal interface IStreamAnswers<in TRequest>
{
    /// <summary>Whether a request can be answered at once.</summary>
    bool IsReady(TRequest request);

    /// <summary>Waits until it can be answered, as far as it ever can.</summary>
    Task WaitAsync(TRequest request, CancellationToken end);

    /// <summary>Answers a request.</summary>
    void Answer(TRequest request, IBufferWriter<byte> output, CancellationToken end);

    /// <summary>Records how long the answers took; for the last time.</summary>
    void Record();
}
