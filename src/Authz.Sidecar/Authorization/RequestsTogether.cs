using System.Buffers;
using Authz.Sidecar.Wire;

namespace Authz.Sidecar.Authorization;

/// <summary>Answers the requests that came together on a stream: one that cannot be answered is denied by itself. For one thread.</summary>
internal sealed class RequestsTogether(PolicyPins pins, AuthorizeReader reader, AnswerLine line) : IStreamAnswers<ReceivedRequest>
{
    private BatchLine? _batch;

    /// <inheritdoc/>
    public bool IsReady(ReceivedRequest request) =>
        request.MinPolicyRevision.Length > RequestLimits.RevisionLength || pins.HasReached(request.MinPolicyRevision);

    /// <inheritdoc/>
    public Task WaitAsync(ReceivedRequest request, CancellationToken end) => pins.TryReachAsync(request.MinPolicyRevision, request.Size, end);

    /// <inheritdoc/>
    public void Answer(ReceivedRequest request, IBufferWriter<byte> output, CancellationToken end)
    {
        WrittenAnswer answer = Answer(request);
        StreamFrames.WriteHead(output, answer.Size);
        AnswerSerializer.Write(answer, output);
    }

    /// <inheritdoc/>
    public void Record() => _batch?.Record();

    private WrittenAnswer Answer(ReceivedRequest request)
    {
        if (!IsReady(request)) return line.RefuseNotReached(pins.NotReached(request.MinPolicyRevision));
        if (request.MinPolicyRevision.Length > 0)
        {
            // what is pinned may be older
            _batch?.Record();
            _batch = null;
        }

        return (_batch ??= new BatchLine(reader, line, reader.Alone, pins.Pin())).Answer(request);
    }
}
