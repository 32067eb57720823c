using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>AuthorizationService: may the bearer of a session do this, now?</summary>
internal sealed class AuthorizationService(
    SidecarState state, AuthorizeReader reader, AnswerLine line, FailureGuard guard, IHostApplicationLifetime lifetime)
{
    public Task<WrittenAnswer> Authorize(AuthorizeRequest request, ServerCallContext context) =>
        guard.Run(this, request, context, static (service, message, _) => service.Authorize(message));

    public Task<WrittenBatch> AuthorizeBatch(AuthorizeBatchRequest request, ServerCallContext context) =>
        guard.Run(this, request, context, static (service, message, call) => service.AuthorizeBatch(message, call.CancellationToken));

    public Task AuthorizeStream(
        IAsyncStreamReader<AuthorizeRequest> requestStream, IServerStreamWriter<WrittenAnswer> responseStream, ServerCallContext context) =>
        guard.WaitFor(AuthorizeStream(requestStream, responseStream, context.CancellationToken), context);

    private Task<WrittenAnswer> Authorize(AuthorizeRequest request)
    {
        // 1 Read
        if (reader.Read(request, out AuthorizationQuery? query) is { } fault) throw StatusError.InvalidArgument(fault);
        // 3 Pin; then 2 Identify, 4 Evaluate, 5 Record, 6 Write
        return Task.FromResult(line.Answer(query!, Pin()));
    }

    private Task<WrittenBatch> AuthorizeBatch(AuthorizeBatchRequest request, CancellationToken gone)
    {
        if (request.Requests.Count > RequestLimits.BatchSize)
            throw StatusError.InvalidArgument($"`requests` has {request.Requests.Count} entries, at most {RequestLimits.BatchSize} are answered: split the batch");
        // 1 Read what is common
        if (reader.ReadShared(request, out SharedParts shared) is { } fault) throw StatusError.InvalidArgument(fault);
        var answers = new WrittenAnswer[request.Requests.Count];
        // 3 Pin: one snapshot for all of them, also when another is published meanwhile; 2 Identify the common bearer
        var batch = new BatchLine(reader, line, shared, Pin());
        for (var i = 0; i < answers.Length; i++)
        {
            // nothing is awaited here: a caller who has gone would not be noticed
            gone.ThrowIfCancellationRequested();
            answers[i] = batch.Answer(request.Requests[i]);
        }

        return Task.FromResult(new WrittenBatch(answers));
    }

    private async Task AuthorizeStream(
        IAsyncStreamReader<AuthorizeRequest> requestStream, IServerStreamWriter<WrittenAnswer> responseStream, CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, lifetime.ApplicationStopping);
        try
        {
            while (await requestStream.MoveNext(end.Token))
                await responseStream.WriteAsync(Answer(requestStream.Current), end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // a stream may stay open for ever, and would keep the process from stopping
            throw StatusError.Of(new StsError(StsErrorCode.ServiceUnavailable, "the sidecar is stopping: ask another, or ask again"));
        }
    }

    // an entry that cannot be read is denied by itself; the others are answered
    private WrittenAnswer Answer(AuthorizeRequest request) =>
        reader.Read(request, out AuthorizationQuery? query) is { } fault ? line.Refuse(fault) : line.Answer(query!, Pin());

    // without keys every token would look invalid, and its bearer would ask for a new one in vain
    private Pinned? Pin() => state.IsReady ? state.Pin() : null;
}
