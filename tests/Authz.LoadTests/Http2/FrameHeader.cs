using System.Buffers.Binary;

namespace Authz.LoadTests.Http2;

/// <summary>The nine bytes before each HTTP/2 frame (RFC 9113 section 4.1).</summary>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Type">Type of the frame.</param>
/// <param name="Flags">Flags of the type.</param>
/// <param name="Stream">The stream; 0: the connection.</param>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, int Stream)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 9;

    /// <summary>The longest payload that a peer takes unasked.</summary>
    public const int LongestPayload = 16384;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">At least <see cref="Size"/> of them.</param>
    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (BinaryPrimitives.ReadUInt16BigEndian(bytes) << 8) | bytes[2],
        (FrameType)bytes[3],
        (FrameFlags)bytes[4],
        BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue);

    /// <summary>Writes this header.</summary>
    /// <param name="bytes">At least <see cref="Size"/> of them.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(Length >> 8));
        bytes[2] = (byte)Length;
        bytes[3] = (byte)Type;
        bytes[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], Stream);
    }
}

/// <summary>Types of frames (RFC 9113 section 6).</summary>
internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    ResetStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}

/// <summary>Flags of frames.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    Acknowledgement = 1,
    EndStream = 1,
    EndHeaders = 4,
    Padded = 8,
}
