using Authz.Sidecar.Wire;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>AuthorizationService: may the bearer of a session do this, now?</summary>
internal sealed class AuthorizationService(SingleAnswers single, BatchAnswers batches, AnswerStream streams, FailureGuard guard)
{
    public Task<WrittenAnswer> Authorize(ReceivedRequest request, ServerCallContext context) =>
        guard.Run(single, request, context, static (answers, message, call) => answers.AnswerAsync(message, call.CancellationToken));

    public Task<WrittenBatch> AuthorizeBatch(ReceivedBatch batch, ServerCallContext context) =>
        guard.Run(batches, batch, context, static (answers, message, call) => answers.AnswerAsync(message, call.CancellationToken));

    public Task AuthorizeStream(
        IAsyncStreamReader<ReceivedRequest> requests, IServerStreamWriter<WrittenAnswer> answers, ServerCallContext context) =>
        guard.WaitFor(streams.RunAsync(requests, answers, static r => r.MinPolicyRevision, single.AnswerEachAsync, context.CancellationToken), context);

    public Task AuthorizeBatchStream(
        IAsyncStreamReader<ReceivedBatch> requests, IServerStreamWriter<WrittenBatch> answers, ServerCallContext context) =>
        guard.WaitFor(streams.RunAsync(requests, answers, static b => b.MinPolicyRevision, batches.AnswerEachAsync, context.CancellationToken), context);
}
