using Authz.Sidecar.Wire;
using Grpc.Core;

namespace Authz.Sidecar.Authorization;

/// <summary>AuthorizationService: may the bearer of a session do this, now?</summary>
internal sealed class AuthorizationService(
    SingleAnswers single, BatchAnswers batches, AnswerStream streams, FailureGuard guard, PolicyPins pins, AuthorizeReader reader, AnswerLine line)
{
    public Task<WrittenAnswer> Authorize(ReceivedRequest request, ServerCallContext context) =>
        guard.Run(single, request, context, static (answers, message, call) => answers.AnswerAsync(message, call.CancellationToken));

    public Task<WrittenBatch> AuthorizeBatch(ReceivedBatch batch, ServerCallContext context) =>
        guard.Run(batches, batch, context, static (answers, message, call) => answers.AnswerAsync(message, call.CancellationToken));

    public Task AuthorizeStream(ServerCallContext context)
    {
        var inTurn = new RequestsInTurn();
        return guard.WaitFor(streams.RunAsync(context, inTurn.Read, () => new RequestsTogether(pins, reader, line)), context);
    }

    public Task AuthorizeBatchStream(ServerCallContext context) =>
        guard.WaitFor(streams.RunAsync(context, ReceivedBatch.Read, () => batches), context);
}
