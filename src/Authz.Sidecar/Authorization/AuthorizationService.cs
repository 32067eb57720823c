using System.Security.Cryptography;
using Authz.Protocol.V1;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>AuthorizationService: may the bearer of a session do this, now?</summary>
internal sealed class AuthorizationService(
    PolicyPins pins, Authorizer authorizer, Recorder recorder, AuthorizeReader reader, IHostApplicationLifetime lifetime)
    : Protocol.V1.AuthorizationService.AuthorizationServiceBase
{
    private const int DecisionIdLength = 32;

    public override Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context)
    {
        // 1 Read
        if (reader.Read(request, out AuthorizationQuery? query) is { } fault) throw StatusError.InvalidArgument(fault);
        // 3 Pin
        return pins.HasReached(request.MinPolicyRevision)
            ? Task.FromResult(Decide(query!, pins.Pin(out AuthorizationReason refusal), refusal))
            : DecideAsync(query!, request.MinPolicyRevision, context.CancellationToken);
    }

    public override Task<AuthorizeBatchResponse> AuthorizeBatch(AuthorizeBatchRequest request, ServerCallContext context)
    {
        if (request.Requests.Count > RequestLimits.BatchSize)
            throw StatusError.InvalidArgument($"`requests` has {request.Requests.Count} entries, at most {RequestLimits.BatchSize} are answered: split the batch");
        return pins.HasReached(request.MinPolicyRevision)
            ? Task.FromResult(Decide(request, context.CancellationToken))
            : DecideAsync(request, context.CancellationToken);
    }

    private AuthorizeBatchResponse Decide(AuthorizeBatchRequest request, CancellationToken cancellation)
    {
        var response = new AuthorizeBatchResponse();
        HashSet<string>? missing = pins.Missing(request.Requests);
        // one snapshot for all of them, also when another is published meanwhile
        Pinned? pinned = pins.Pin(out AuthorizationReason refusal);
        foreach (AuthorizeRequest entry in request.Requests)
        {
            // nothing is awaited here: a caller who has gone would not be noticed
            cancellation.ThrowIfCancellationRequested();
            response.Responses.Add(missing is null || !missing.Contains(entry.MinPolicyRevision)
                ? Answer(entry, pinned, refusal)
                : AuthorizeWriter.WriteNotReady(pins.NotReached(entry.MinPolicyRevision), NewDecisionId()));
        }

        return response;
    }

    private async Task<AuthorizeBatchResponse> DecideAsync(AuthorizeBatchRequest request, CancellationToken cancellation)
    {
        await pins.ReachAsync(request.MinPolicyRevision, cancellation);
        return Decide(request, cancellation);
    }

    private async Task<AuthorizeResponse> DecideAsync(AuthorizationQuery query, string revision, CancellationToken cancellation)
    {
        await pins.ReachAsync(revision, cancellation);
        return Decide(query, pins.Pin(out AuthorizationReason refusal), refusal);
    }

    public override async Task AuthorizeStream(
        IAsyncStreamReader<AuthorizeRequest> requestStream, IServerStreamWriter<AuthorizeResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
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

    // an entry that cannot be read is denied by itself; the others are answered
    private AuthorizeResponse Answer(AuthorizeRequest request, Pinned? pinned, AuthorizationReason refusal) => reader.Read(request, out AuthorizationQuery? query) is { } fault
        ? AuthorizeWriter.WriteInvalid(fault, NewDecisionId())
        : Decide(query!, pinned, refusal);

    private ValueTask<AuthorizeResponse> AnswerAsync(AuthorizeRequest request, CancellationToken cancellation) =>
        pins.HasReached(request.MinPolicyRevision) ? new(Answer(request)) : new(AnswerLaterAsync(request, cancellation));

    private async Task<AuthorizeResponse> AnswerLaterAsync(AuthorizeRequest request, CancellationToken cancellation) =>
        request.MinPolicyRevision.Length > RequestLimits.RevisionLength || await pins.TryReachAsync(request.MinPolicyRevision, cancellation)
            ? Answer(request)
            : AuthorizeWriter.WriteNotReady(pins.NotReached(request.MinPolicyRevision), NewDecisionId());

    private AuthorizeResponse Answer(AuthorizeRequest request) => Answer(request, pins.Pin(out AuthorizationReason refusal), refusal);

    private AuthorizeResponse Decide(AuthorizationQuery query, Pinned? pinned, AuthorizationReason refusal)
    {
        var start = recorder.Start();
        // 2 Identify, 4 Evaluate
        AuthorizationAnswer answer = pinned is { } all ? authorizer.Authorize(query, all) : pins.Refuse(refusal);
        // 5 Record
        recorder.Record(answer, start);
        // 6 Write
        return AuthorizeWriter.Write(answer, NewDecisionId());
    }

    private static string NewDecisionId() => RandomNumberGenerator.GetHexString(DecisionIdLength, lowercase: true);
}
