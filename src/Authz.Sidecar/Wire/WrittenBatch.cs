using System.Buffers;
using Authz.Protocol.V1;

namespace Authz.Sidecar.Wire;

/// <summary>
/// An AuthorizeBatchResponse that is written without message objects. Each answer is written at once, so that nothing of it is held while the
/// others are made: what is held, the garbage collector carries along. For one thread.
/// </summary>
/// <param name="count">How many answers there will be.</param>
internal sealed class WrittenBatch(int count)
{
    private const int LikelyBytes = 256;

    private readonly PooledBytes _bytes = new((count + 1) * LikelyBytes);

    /// <summary>Number of bytes so far.</summary>
    public int Length => _bytes.Length;

    /// <summary>Writes the next answer.</summary>
    public void Add(WrittenAnswer answer)
    {
        var length = MessageSpan.SizeOfItem(answer.Size);
        var message = new MessageSpan(_bytes.GetSpan(length)[..length]);
        message.WriteHead(AuthorizeBatchResponse.ResponsesFieldNumber, answer.Size);
        answer.WriteTo(ref message);
        message.ThrowUnlessFull();
        _bytes.Advance(length);
    }

    /// <summary>Copies the message, and lets go of its bytes: the batch is empty then.</summary>
    public void MoveTo(IBufferWriter<byte> output) => _bytes.MoveTo(output);
}
