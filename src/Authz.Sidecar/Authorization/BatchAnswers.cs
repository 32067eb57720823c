using System.Buffers;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Wire;

namespace Authz.Sidecar.Authorization;

/// <summary>Answers batches. Thread-safe.</summary>
internal sealed class BatchAnswers(PolicyPins pins, AuthorizeReader reader, AnswerLine line, AuditLog audit) : IStreamAnswers<ReceivedBatch>
{
    /// <summary>Answers a batch that came alone.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is too long, what its requests have in common cannot be read, or the policy revision that it asks for did not come.</exception>
    public Task<WrittenBatch> AnswerAsync(ReceivedBatch batch, CancellationToken gone)
    {
        ThrowIfTooLong(batch);
        // 1 Read what is common
        if (reader.ReadShared(batch, out SharedParts shared) is { } fault) throw StatusError.InvalidArgument(fault);
        return pins.HasReached(batch.MinPolicyRevision) && !audit.HoldsDecisions
            ? Task.FromResult(Answer(batch, shared, gone)) : AnswerLaterAsync(batch, shared, gone);
    }

    /// <inheritdoc/>
    public bool IsReady(ReceivedBatch request) =>
        request.MinPolicyRevision.Length > RequestLimits.RevisionLength || pins.HasReached(request.MinPolicyRevision);

    /// <inheritdoc/>
    public Task WaitAsync(ReceivedBatch request, CancellationToken end) => pins.TryReachAsync(request.MinPolicyRevision, request.Size, end);

    /// <summary>Answers a batch of a stream: where one alone would be refused, each of its requests is denied, and the batches after it are answered.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is too long to be answered at all.</exception>
    public void Answer(ReceivedBatch request, IBufferWriter<byte> output, CancellationToken end)
    {
        ThrowIfTooLong(request);
        WrittenBatch answers = AnswerEach(request, end);
        StreamFrames.WriteHead(output, answers.Length);
        answers.MoveTo(output);
    }

    /// <inheritdoc/>
    public void Record()
    {
        // each batch was, by itself
    }

    private WrittenBatch AnswerEach(ReceivedBatch batch, CancellationToken end)
    {
        var revision = batch.MinPolicyRevision;
        if (reader.ReadShared(batch, out SharedParts shared) is { } fault) return Deny(batch, _ => line.Refuse(fault));
        if (revision.Length > RequestLimits.RevisionLength) return Deny(batch, _ => line.Refuse(PolicyPins.NoRevision(revision)));
        return pins.HasReached(revision) ? Answer(batch, shared, end) : Deny(batch, _ => line.RefuseNotReached(pins.NotReached(revision)));
    }

    private async Task<WrittenBatch> AnswerLaterAsync(ReceivedBatch batch, SharedParts shared, CancellationToken gone)
    {
        if (!pins.HasReached(batch.MinPolicyRevision)) await pins.ReachAsync(batch.MinPolicyRevision, batch.Size, gone);
        WrittenBatch answers = Answer(batch, shared, gone);
        if (audit.HoldsDecisions) await audit.WaitForDiskAsync();
        return answers;
    }

    private WrittenBatch Answer(ReceivedBatch batch, in SharedParts shared, CancellationToken gone)
    {
        var answers = new WrittenBatch(batch.Requests.Count);
        // looked at before the snapshot is pinned, which may be a later one
        HashSet<string>? missing = pins.Missing(batch.Requests);
        // 3 Pin: one snapshot for all of them, also when another is published meanwhile
        var asked = new BatchLine(reader, line, shared, pins.Pin());
        for (var i = 0; i < batch.Requests.Count; i++)
        {
            // nothing is awaited here: a caller who has gone would not be noticed
            gone.ThrowIfCancellationRequested();
            // what the requests share is answered for each of them
            if (answers.Length > RequestLimits.AnswerBytes)
                throw StatusError.InvalidArgument($"the answers to `requests` have more than {RequestLimits.AnswerBytes} bytes: split the batch");
            ReceivedRequest entry = batch.Requests[i];
            answers.Add(missing is null || !missing.Contains(entry.MinPolicyRevision)
                ? asked.Answer(entry) : line.RefuseNotReached(pins.NotReached(entry.MinPolicyRevision)));
        }

        asked.Record();
        return answers;
    }

    private static WrittenBatch Deny(ReceivedBatch batch, Func<ReceivedRequest, WrittenAnswer> refuse)
    {
        var answers = new WrittenBatch(batch.Requests.Count);
        foreach (ReceivedRequest entry in batch.Requests) answers.Add(refuse(entry));
        return answers;
    }

    private static void ThrowIfTooLong(ReceivedBatch batch)
    {
        if (batch.Count > RequestLimits.BatchSize)
            throw StatusError.InvalidArgument($"`requests` has {batch.Count} entries, at most {RequestLimits.BatchSize} are answered: split the batch");
    }
}
