using Authz.Sidecar.Audit;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Authorization;

/// <summary>Answers requests that come alone. Thread-safe.</summary>
internal sealed class SingleAnswers(PolicyPins pins, AuthorizeReader reader, AnswerLine line, AuditLog audit)
{
    /// <summary>Answers a request.</summary>
    /// <exception cref="Grpc.Core.RpcException">
    /// It cannot be read, the signer of its signed request is not authenticated, or the policy revision that it asks for did not come.
    /// </exception>
    public Task<WrittenAnswer> AnswerAsync(ReceivedRequest request, CancellationToken gone)
    {
        // 1 Read
        if (reader.Read(request, out AuthorizationQuery? query) is { } fault) throw StatusError.InvalidArgument(fault);
        // 3 Pin; then 2 Identify, 4 Evaluate, 5 Record, 6 Write
        return pins.HasReached(request.MinPolicyRevision)
            ? AnswerAsync(query!)
            : AnswerLaterAsync(query!, request.MinPolicyRevision, request.Size, gone);
    }

    private async Task<WrittenAnswer> AnswerLaterAsync(AuthorizationQuery query, string revision, int size, CancellationToken gone)
    {
        await pins.ReachAsync(revision, size, gone);
        return await AnswerAsync(query);
    }

    private Task<WrittenAnswer> AnswerAsync(AuthorizationQuery query) =>
        audit.HoldsDecisions ? AnswerHeldAsync(query) : Task.FromResult(Checked(line.Answer(query, pins.Pin())));

    private async Task<WrittenAnswer> AnswerHeldAsync(AuthorizationQuery query)
    {
        WrittenAnswer answer = line.Answer(query, pins.Pin());
        await audit.WaitForDiskAsync();
        return Checked(answer);
    }

    // who signed is told so by the service, with a code; a refused token is an answer
    private static WrittenAnswer Checked(WrittenAnswer answer)
    {
        Traces.Tell(answer);
        return answer.Error.IsError ? throw StatusError.Of(answer.Error) : answer;
    }
}
