using Authz.LoadTests.Http2;

namespace Authz.LoadTests.Tests.Http2;

public sealed class FrameHeaderTests
{
    // RFC 9113 section 4.1: length 24 bits, type, flags, one reserved bit, stream
    [Fact]
    public void It_is_written_as_the_protocol_says()
    {
        var bytes = new byte[FrameHeader.Size];
        new FrameHeader(0x010203, FrameType.Ping, FrameFlags.Acknowledgement, 0x0a0b0c0d).Write(bytes);
        Assert.Equal([1, 2, 3, 6, 1, 0x0a, 0x0b, 0x0c, 0x0d], bytes);
    }

    [Fact]
    public void The_reserved_bit_is_ignored() =>
        Assert.Equal(new FrameHeader(0x010203, FrameType.Data, FrameFlags.EndStream, 5), FrameHeader.Read([1, 2, 3, 0, 1, 0x80, 0, 0, 5]));

    [Fact]
    public void Settings_of_the_server_count()
    {
        var settings = new PeerSettings();
        Assert.Equal((100, 65535), (settings.Streams, settings.Window));
        settings.Read([0, 3, 0, 0, 0, 7, 0, 1, 0, 0, 0, 9, 0, 4, 0xff, 0xff, 0xff, 0xff]);
        Assert.Equal((7, int.MaxValue), (settings.Streams, settings.Window));
    }
}
