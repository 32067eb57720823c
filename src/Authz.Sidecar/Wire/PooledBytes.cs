using System.Buffers;

namespace Authz.Sidecar.Wire;

/// <summary>
/// Bytes that grow as they are written, in memory of the shared pool. What is written goes out in one piece: each piece of an answer that is
/// handed to the server costs it a lock. For one thread.
/// </summary>
/// <param name="likely">Room for so many bytes at first.</param>
internal sealed class PooledBytes(int likely) : IBufferWriter<byte>
{
    private byte[] _bytes = [];

    /// <summary>Number of bytes so far.</summary>
    public int Length { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count) => Length = count >= 0 && count <= _bytes.Length - Length
        ? Length + count : throw new ArgumentOutOfRangeException(nameof(count), count, "more than there is room for");

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Copies the bytes and lets go of them: it is empty then.</summary>
    public void MoveTo(IBufferWriter<byte> output)
    {
        output.Write(_bytes.AsSpan(0, Length));
        byte[] bytes = _bytes;
        (_bytes, Length) = ([], 0);
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    private void MakeRoom(int count)
    {
        if (_bytes.Length - Length >= Math.Max(count, 1)) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(2 * _bytes.Length, likely), Length + count));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
