using System.Text;
using Authz.LoadTests.Http2;
using Authz.LoadTests.Tests.Stub;

namespace Authz.LoadTests.Tests.Http2;

public sealed class CallTemplateTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(FrameHeader.LongestPayload, 1)]
    [InlineData(FrameHeader.LongestPayload + 1, 2)]
    [InlineData(50_000, 4)]
    public void A_call_is_headers_and_data_of_one_stream(int length, int expected)
    {
        var template = new CallTemplate(new StubQuestion(length), "127.0.0.1:7420");
        var bytes = new byte[template.Length];
        template.Write(77, bytes);
        List<FrameHeader> frames = Read(bytes);
        Assert.All(frames, static f => Assert.Equal(77, f.Stream));
        Assert.Equal((FrameType.Headers, FrameFlags.EndHeaders), (frames[0].Type, frames[0].Flags));
        Assert.Equal(Enumerable.Repeat(FrameType.Data, expected), frames.Skip(1).Select(static f => f.Type));
        Assert.Equal((length, length), (frames.Skip(1).Sum(static f => f.Length), template.DataLength));
        Assert.Equal(frames.Count - 1, frames.FindIndex(1, static f => f.Flags == FrameFlags.EndStream));
    }

    [Fact]
    public void Header_fields_are_literals_that_nobody_must_remember()
    {
        var template = new CallTemplate(new StubQuestion(), "h:1");
        var bytes = new byte[template.Length];
        template.Write(1, bytes);
        byte[] expected =
        [
            0x83, 0x86, 0x04, 14, .. "/stub.Stub/Ask"u8, 0x01, 3, .. "h:1"u8, 0x0f, 0x10, 16, .. "application/grpc"u8, 0, 2, .. "te"u8, 8, .. "trailers"u8,
        ];
        Assert.Equal(Encoding.Latin1.GetString(expected), Encoding.Latin1.GetString(bytes, FrameHeader.Size, FrameHeader.Read(bytes).Length));
    }

    private static List<FrameHeader> Read(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<FrameHeader>();
        while (bytes.Length > 0)
        {
            frames.Add(FrameHeader.Read(bytes));
            bytes = bytes[(FrameHeader.Size + frames[^1].Length)..];
        }

        return frames;
    }
}
