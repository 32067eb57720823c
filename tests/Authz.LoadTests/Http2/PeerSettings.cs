using System.Buffers.Binary;

namespace Authz.LoadTests.Http2;

/// <summary>What the server asks for in its SETTINGS (RFC 9113 section 6.5.2), as far as it matters to short calls.</summary>
internal sealed class PeerSettings
{
    private const int EntrySize = 6;
    private const ushort MaxConcurrentStreams = 3;
    private const ushort InitialWindowSize = 4;

    /// <summary>The most calls that may be under way.</summary>
    public int Streams { get; private set; } = 100;

    /// <summary>Bytes of data that may be sent on a new stream.</summary>
    public int Window { get; private set; } = 65535;

    /// <summary>Reads the payload of a SETTINGS frame.</summary>
    public void Read(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= EntrySize; payload = payload[EntrySize..])
        {
            var value = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(payload[2..]), int.MaxValue);
            switch (BinaryPrimitives.ReadUInt16BigEndian(payload))
            {
                case MaxConcurrentStreams: Streams = value; break;
                case InitialWindowSize: Window = value; break;
                default: break;
            }
        }
    }
}
