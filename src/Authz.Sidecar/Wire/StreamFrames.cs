using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>
/// The messages of a gRPC stream, each behind a byte that says whether it is compressed and its length in four, big-endian (gRPC over HTTP/2,
/// <c>Length-Prefixed-Message</c>). They are read and written here, and not by the server's library, so that those that come together are
/// answered together.
/// </summary>
/// <param name="encoding">How a compressed message is compressed: the header <c>grpc-encoding</c>; empty: not at all.</param>
internal sealed class StreamFrames(string encoding)
{
    /// <summary>Bytes before a message.</summary>
    public const int HeadBytes = 5;

    /// <summary>Takes the next message, if all of it is there.</summary>
    /// <param name="buffer">What is there; without the message when there was one.</param>
    /// <param name="read">Reads the message.</param>
    /// <param name="message">The message when true is returned.</param>
    /// <exception cref="RpcException">It is too long, or compressed in a way that nobody announced.</exception>
    public bool TryTake<TMessage>(
        ref ReadOnlySequence<byte> buffer, Func<ReadOnlySpan<byte>, TMessage> read, [MaybeNullWhen(false)] out TMessage message)
    {
        message = default;
        if (buffer.Length < HeadBytes) return false;
        Span<byte> head = stackalloc byte[HeadBytes];
        buffer.Slice(0, HeadBytes).CopyTo(head);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head[1..]);
        if (length > RequestLimits.MessageBytes) throw TooLong();
        if (buffer.Length - HeadBytes < length) return false;
        ReadOnlySequence<byte> payload = buffer.Slice(HeadBytes, length);
        message = head[0] switch
        {
            0 => Read(payload, read),
            1 => read(Expand(payload)),
            _ => throw new RpcException(new Status(StatusCode.Internal, "a message on the stream says neither that it is compressed nor that it is not")),
        };
        buffer = buffer.Slice(payload.End);
        return true;
    }

    /// <summary>Reads a message that may lie in several pieces in one: a long message comes in several.</summary>
    public static TMessage Read<TMessage>(in ReadOnlySequence<byte> payload, Func<ReadOnlySpan<byte>, TMessage> read)
    {
        if (payload.IsSingleSegment) return read(payload.FirstSpan);
        var length = (int)payload.Length;
        var piece = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(piece);
            return read(piece.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>Writes what stands before a message.</summary>
    public static void WriteHead(IBufferWriter<byte> output, int length)
    {
        Span<byte> head = output.GetSpan(HeadBytes);
        head[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], length);
        output.Advance(HeadBytes);
    }

    // of a few bytes many can be made: no more than may be sent at once
    private byte[] Expand(in ReadOnlySequence<byte> payload)
    {
        using var compressed = new MemoryStream(payload.ToArray());
        using Stream expanding = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            _ => throw new RpcException(new Status(StatusCode.Unimplemented, "a message on the stream is compressed; `grpc-encoding` may say `gzip` or `deflate`")),
        };
        using var message = new MemoryStream();
        var piece = new byte[4096];
        try
        {
            for (int count; (count = expanding.Read(piece)) > 0;)
            {
                message.Write(piece, 0, count);
                if (message.Length > RequestLimits.MessageBytes) throw TooLong();
            }
        }
        catch (InvalidDataException)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"a message on the stream is not {encoding}"));
        }

        return message.ToArray();
    }

    private static RpcException TooLong() =>
        new(new Status(StatusCode.ResourceExhausted, $"a message on the stream has more than {RequestLimits.MessageBytes} bytes: send it in parts"));
}
