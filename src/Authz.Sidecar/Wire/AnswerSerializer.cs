using System.Buffers;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>Writes answers into calls.</summary>
internal static class AnswerSerializer
{
    /// <summary>Writes an AuthorizeResponse.</summary>
    public static void Write(WrittenAnswer answer, SerializationContext context)
    {
        context.SetPayloadLength(answer.Size);
        Write(answer, context.GetBufferWriter());
        context.Complete();
    }

    /// <summary>Writes the message of an AuthorizeResponse.</summary>
    public static void Write(WrittenAnswer answer, IBufferWriter<byte> output)
    {
        var message = new MessageSpan(output.GetSpan(answer.Size)[..answer.Size]);
        answer.WriteTo(ref message);
        message.ThrowUnlessFull();
        output.Advance(answer.Size);
    }

    /// <summary>Writes an AuthorizeBatchResponse; once.</summary>
    public static void Write(WrittenBatch batch, SerializationContext context)
    {
        context.SetPayloadLength(batch.Length);
        batch.MoveTo(context.GetBufferWriter());
        context.Complete();
    }
}
