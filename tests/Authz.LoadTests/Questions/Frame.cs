using System.Buffers.Binary;
using Google.Protobuf;

namespace Authz.LoadTests.Questions;

/// <summary>Messages as gRPC sends them: not compressed, length, bytes (gRPC over HTTP/2, Length-Prefixed-Message).</summary>
internal static class Frame
{
    /// <summary>Bytes before a message.</summary>
    public const int PrefixLength = 5;

    /// <summary>One message.</summary>
    public static byte[] Of(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = new byte[PrefixLength + size];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)size);
        message.WriteTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>The beginning of a message of that size.</summary>
    public static byte[] StartOf(IMessage known, int size)
    {
        var frame = Of(known);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)size);
        return frame;
    }
}
