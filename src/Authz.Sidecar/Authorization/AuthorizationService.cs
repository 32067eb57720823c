using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>AuthorizationService: may the bearer of a session do this, now?</summary>
internal sealed class AuthorizationService(
    SidecarState state, Authorizer authorizer, Recorder recorder, AuthorizeReader reader, IHostApplicationLifetime lifetime)
    : Protocol.V1.AuthorizationService.AuthorizationServiceBase
{
    private readonly DecisionIds _ids = new();

    public override Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context)
    {
        // 1 Read
        if (reader.Read(request, out AuthorizationQuery? query) is { } fault) throw StatusError.InvalidArgument(fault);
        // 3 Pin
        return Task.FromResult(Decide(query!, Pin()));
    }

    public override Task<AuthorizeBatchResponse> AuthorizeBatch(AuthorizeBatchRequest request, ServerCallContext context)
    {
        if (request.Requests.Count > RequestLimits.BatchSize)
            throw StatusError.InvalidArgument($"`requests` has {request.Requests.Count} entries, at most {RequestLimits.BatchSize} are answered: split the batch");
        var response = new AuthorizeBatchResponse();
        // one snapshot for all of them, also when another is published meanwhile
        Pinned? pinned = Pin();
        foreach (AuthorizeRequest entry in request.Requests)
        {
            // nothing is awaited here: a caller who has gone would not be noticed
            context.CancellationToken.ThrowIfCancellationRequested();
            response.Responses.Add(Answer(entry, pinned));
        }

        return Task.FromResult(response);
    }

    public override async Task AuthorizeStream(
        IAsyncStreamReader<AuthorizeRequest> requestStream, IServerStreamWriter<AuthorizeResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            while (await requestStream.MoveNext(end.Token))
                await responseStream.WriteAsync(Answer(requestStream.Current, Pin()), end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // a stream may stay open for ever, and would keep the process from stopping
            throw StatusError.Of(new StsError(StsErrorCode.ServiceUnavailable, "the sidecar is stopping: ask another, or ask again"));
        }
    }

    // an entry that cannot be read is denied by itself; the others are answered
    private AuthorizeResponse Answer(AuthorizeRequest request, Pinned? pinned) => reader.Read(request, out AuthorizationQuery? query) is { } fault
        ? AuthorizeWriter.WriteInvalid(fault, _ids.Next())
        : Decide(query!, pinned);

    private AuthorizeResponse Decide(AuthorizationQuery query, Pinned? pinned)
    {
        var start = recorder.Start();
        // 2 Identify, 4 Evaluate
        AuthorizationAnswer answer = pinned is { } all ? authorizer.Authorize(query, all) : NotReady();
        // 5 Record
        recorder.Record(answer, start);
        // 6 Write
        return AuthorizeWriter.Write(answer, _ids.Next());
    }

    // without keys every token would look invalid, and its bearer would ask for a new one in vain
    private Pinned? Pin() => state.IsReady ? state.Pin() : null;

    private static AuthorizationAnswer NotReady() => new()
    {
        Reason = AuthorizationReason.NotReady,
        Message = "there is no organization or no key to decide with: ask again when `/readyz` says ready",
    };
}
