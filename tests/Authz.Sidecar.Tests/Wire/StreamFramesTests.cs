using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Authz.Sidecar.Wire;
using Grpc.Core;

namespace Authz.Sidecar.Tests.Wire;

public sealed class StreamFramesTests
{
    [Fact]
    public void Messages_are_taken_wherever_the_pieces_end()
    {
        byte[] bytes = [.. Frame("one"), .. Frame(""), .. Frame("three")];
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
                Assert.Equal(["one", "", "three"], TakeAll("", Pieces(bytes[..first], bytes[first..second], bytes[second..]), out var rest, rest: 0));
        }
    }

    [Fact]
    public void A_message_that_is_not_whole_stays()
    {
        byte[] bytes = [.. Frame("one"), .. Frame("two")];
        for (var length = 0; length < bytes.Length; length++)
        {
            List<string> taken = TakeAll("", Pieces(bytes[..length]), out var rest);
            Assert.Equal(length < bytes.Length / 2 ? [] : ["one"], taken);
            Assert.Equal(length % (bytes.Length / 2), rest);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void A_compressed_message_is_expanded(string encoding)
    {
        byte[] bytes = [.. Frame("plain"), .. Frame(Compress(encoding, "text"), 1)];
        Assert.Equal(["plain", "text"], TakeAll(encoding, Pieces(bytes[..12], bytes[12..]), out _, rest: 0));
    }

    [Theory]
    [InlineData("gzip", 4 << 20, null)]
    [InlineData("gzip", (4 << 20) + 1, StatusCode.ResourceExhausted)]
    [InlineData("deflate", 1 << 26, StatusCode.ResourceExhausted)]
    public void What_is_expanded_is_bounded(string encoding, int length, StatusCode? expected)
    {
        var frame = Frame(Compress(encoding, new string('a', length)), 1);
        if (expected is null) Assert.Equal(length, Assert.Single(TakeAll(encoding, Pieces(frame), out _, rest: 0)).Length);
        else Assert.Equal(expected, Refuse(encoding, frame));
    }

    [Fact]
    public void What_is_no_frame_is_refused()
    {
        Assert.Equal(StatusCode.Unimplemented, Refuse("", Frame(Compress("gzip", "text"), 1)));
        Assert.Equal(StatusCode.Unimplemented, Refuse("br", Frame(Compress("gzip", "text"), 1)));
        Assert.Equal(StatusCode.Internal, Refuse("gzip", Frame("text"u8, 1)));
        Assert.Equal(StatusCode.Internal, Refuse("", Frame("text"u8, 2)));
        // by its length alone: nothing of it needs to have come
        Assert.Equal(StatusCode.ResourceExhausted, Refuse("", [0, 0, 0x40, 0, 1]));
        Assert.Equal(StatusCode.ResourceExhausted, Refuse("", [0, 0xff, 0xff, 0xff, 0xff]));
    }

    [Fact]
    public void A_head_says_how_long_the_message_is()
    {
        var output = new ArrayBufferWriter<byte>();
        StreamFrames.WriteHead(output, 0x01020304);
        Assert.Equal([0, 1, 2, 3, 4], output.WrittenSpan.ToArray());
    }

    private static StatusCode Refuse(string encoding, byte[] frame) => Assert.Throws<RpcException>(() => TakeAll(encoding, Pieces(frame), out _)).StatusCode;

    private static List<string> TakeAll(string encoding, ReadOnlySequence<byte> buffer, out long rest)
    {
        var frames = new StreamFrames(encoding);
        var taken = new List<string>();
        while (frames.TryTake(ref buffer, static m => Encoding.UTF8.GetString(m), out var message)) taken.Add(message);
        rest = buffer.Length;
        return taken;
    }

    private static List<string> TakeAll(string encoding, ReadOnlySequence<byte> buffer, out long left, long rest)
    {
        List<string> taken = TakeAll(encoding, buffer, out left);
        Assert.Equal(rest, left);
        return taken;
    }

    private static byte[] Frame(string message) => Frame(Encoding.UTF8.GetBytes(message), 0);

    private static byte[] Frame(ReadOnlySpan<byte> message, byte flag)
    {
        var frame = new byte[StreamFrames.HeadBytes + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(StreamFrames.HeadBytes));
        return frame;
    }

    private static byte[] Compress(string encoding, string text)
    {
        var output = new MemoryStream();
        using (Stream compressing = encoding == "gzip" ? new GZipStream(output, CompressionMode.Compress) : new ZLibStream(output, CompressionMode.Compress))
            compressing.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    private static ReadOnlySequence<byte> Pieces(params byte[][] pieces)
    {
        var first = new Piece(pieces[0], null);
        Piece last = first;
        foreach (var piece in pieces.Skip(1)) last = new Piece(piece, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
