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

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent((count + 1) * LikelyBytes);

    /// <summary>Number of bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>Writes the next answer.</summary>
    public void Add(WrittenAnswer answer)
    {
        var length = MessageSpan.SizeOfItem(answer.Size);
        if (_bytes.Length - Length < length) Grow(length);
        var message = new MessageSpan(_bytes.AsSpan(Length, length));
        message.WriteHead(AuthorizeBatchResponse.ResponsesFieldNumber, answer.Size);
        answer.WriteTo(ref message);
        message.ThrowUnlessFull();
        Length += length;
    }

    /// <summary>Copies the message, and lets go of its bytes: the batch is empty then.</summary>
    public void MoveTo(IBufferWriter<byte> output)
    {
        output.Write(_bytes.AsSpan(0, Length));
        byte[] bytes = _bytes;
        (_bytes, Length) = ([], 0);
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Length + more));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
