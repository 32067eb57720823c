using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>Writes answers into calls.</summary>
internal static class AnswerSerializer
{
    /// <summary>Writes an AuthorizeResponse.</summary>
    public static void Write(WrittenAnswer answer, SerializationContext context)
    {
        context.SetPayloadLength(answer.Size);
        var output = context.GetBufferWriter();
        var message = new MessageSpan(output.GetSpan(answer.Size)[..answer.Size]);
        answer.WriteTo(ref message);
        output.Advance(Written(message, answer.Size));
        context.Complete();
    }

    /// <summary>Writes an AuthorizeBatchResponse.</summary>
    public static void Write(WrittenBatch batch, SerializationContext context)
    {
        var size = 0;
        foreach (WrittenAnswer answer in batch.Answers) size += MessageSpan.SizeOfItem(answer.Size);
        context.SetPayloadLength(size);
        var output = context.GetBufferWriter();
        foreach (WrittenAnswer answer in batch.Answers)
        {
            var length = MessageSpan.SizeOfItem(answer.Size);
            var message = new MessageSpan(output.GetSpan(length)[..length]);
            message.WriteHead(AuthorizeBatchResponse.ResponsesFieldNumber, answer.Size);
            answer.WriteTo(ref message);
            output.Advance(Written(message, length));
        }

        context.Complete();
    }

    // INVARIANT: what was measured was written; anything else would be read as another answer
    private static int Written(in MessageSpan message, int size) =>
        message.IsFull ? size : throw new InvalidOperationException("an answer is shorter than it was measured");
}

/// <summary>An AuthorizeBatchResponse that is written without message objects.</summary>
/// <param name="answers">The answers, in order.</param>
internal sealed class WrittenBatch(WrittenAnswer[] answers)
{
    public WrittenAnswer[] Answers { get; } = answers;
}
