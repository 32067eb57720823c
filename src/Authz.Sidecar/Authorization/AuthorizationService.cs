using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>AuthorizationService: may the bearer of a session do this, now?</summary>
internal sealed class AuthorizationService(
    PolicyPins pins, AuthorizeReader reader, AnswerLine line, FailureGuard guard, IHostApplicationLifetime lifetime)
{
    public Task<WrittenAnswer> Authorize(AuthorizeRequest request, ServerCallContext context) =>
        guard.Run(this, request, context, static (service, message, call) => service.Authorize(message, call.CancellationToken));

    public Task<WrittenBatch> AuthorizeBatch(AuthorizeBatchRequest request, ServerCallContext context) =>
        guard.Run(this, request, context, static (service, message, call) => service.AuthorizeBatch(message, call.CancellationToken));

    public Task AuthorizeStream(
        IAsyncStreamReader<AuthorizeRequest> requestStream, IServerStreamWriter<WrittenAnswer> responseStream, ServerCallContext context) =>
        guard.WaitFor(AuthorizeStream(requestStream, responseStream, context.CancellationToken), context);

    private Task<WrittenAnswer> Authorize(AuthorizeRequest request, CancellationToken gone)
    {
        // 1 Read
        if (reader.Read(request, out AuthorizationQuery? query) is { } fault) throw StatusError.InvalidArgument(fault);
        // 3 Pin; then 2 Identify, 4 Evaluate, 5 Record, 6 Write
        return pins.HasReached(request.MinPolicyRevision)
            ? Task.FromResult(line.Answer(query!, pins.Pin()))
            : AuthorizeLaterAsync(query!, request.MinPolicyRevision, gone);
    }

    private async Task<WrittenAnswer> AuthorizeLaterAsync(AuthorizationQuery query, string revision, CancellationToken gone)
    {
        await pins.ReachAsync(revision, gone);
        return line.Answer(query, pins.Pin());
    }

    private Task<WrittenBatch> AuthorizeBatch(AuthorizeBatchRequest request, CancellationToken gone)
    {
        if (request.Requests.Count > RequestLimits.BatchSize)
            throw StatusError.InvalidArgument($"`requests` has {request.Requests.Count} entries, at most {RequestLimits.BatchSize} are answered: split the batch");
        // 1 Read what is common
        if (reader.ReadShared(request, out SharedParts shared) is { } fault) throw StatusError.InvalidArgument(fault);
        return pins.HasReached(request.MinPolicyRevision)
            ? Task.FromResult(Answer(request, shared, gone))
            : AuthorizeLaterAsync(request, shared, gone);
    }

    private async Task<WrittenBatch> AuthorizeLaterAsync(AuthorizeBatchRequest request, SharedParts shared, CancellationToken gone)
    {
        await pins.ReachAsync(request.MinPolicyRevision, gone);
        return Answer(request, shared, gone);
    }

    private WrittenBatch Answer(AuthorizeBatchRequest request, SharedParts shared, CancellationToken gone)
    {
        var answers = new WrittenAnswer[request.Requests.Count];
        // looked at before the snapshot is pinned, which may be a later one
        HashSet<string>? missing = pins.Missing(request.Requests);
        // 3 Pin: one snapshot for all of them, also when another is published meanwhile; 2 Identify the common bearer
        var batch = new BatchLine(reader, line, shared, pins.Pin());
        for (var i = 0; i < answers.Length; i++)
        {
            // nothing is awaited here: a caller who has gone would not be noticed
            gone.ThrowIfCancellationRequested();
            AuthorizeRequest entry = request.Requests[i];
            answers[i] = missing is null || !missing.Contains(entry.MinPolicyRevision)
                ? batch.Answer(entry) : line.RefuseNotReached(pins.NotReached(entry.MinPolicyRevision));
        }

        return new WrittenBatch(answers);
    }

    private async Task AuthorizeStream(
        IAsyncStreamReader<AuthorizeRequest> requestStream, IServerStreamWriter<WrittenAnswer> responseStream, CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, lifetime.ApplicationStopping);
        try
        {
            while (await requestStream.MoveNext(end.Token))
                await responseStream.WriteAsync(await AnswerAsync(requestStream.Current, end.Token), end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // a stream may stay open for ever, and would keep the process from stopping
            throw StatusError.Of(new StsError(StsErrorCode.ServiceUnavailable, "the sidecar is stopping: ask another, or ask again"));
        }
    }

    private ValueTask<WrittenAnswer> AnswerAsync(AuthorizeRequest request, CancellationToken end) =>
        pins.HasReached(request.MinPolicyRevision) ? new(Answer(request)) : new(AnswerLaterAsync(request, end));

    private async Task<WrittenAnswer> AnswerLaterAsync(AuthorizeRequest request, CancellationToken end) =>
        request.MinPolicyRevision.Length > RequestLimits.RevisionLength || await pins.TryReachAsync(request.MinPolicyRevision, end)
            ? Answer(request)
            : line.RefuseNotReached(pins.NotReached(request.MinPolicyRevision));

    // an entry that cannot be read is denied by itself; the others are answered
    private WrittenAnswer Answer(AuthorizeRequest request) =>
        reader.Read(request, out AuthorizationQuery? query) is { } fault ? line.Refuse(fault) : line.Answer(query!, pins.Pin());
}
