using System.Buffers.Binary;
using System.Text;
using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Http2;

/// <summary>One call as bytes: headers and data of a stream, all but the stream's number. Made once, copied for each call.</summary>
internal sealed class CallTemplate
{
    // RFC 7541 appendix A: an index into the static table, with the value in it, or followed by one
    private const byte MethodPost = 0x83;
    private const byte SchemeHttp = 0x86;
    private const byte Authority = 1;
    private const byte Path = 4;
    private const byte ContentType = 31;
    private const int LongestInFourBits = 15;

    private const int StreamOffset = 5;

    private readonly byte[] _bytes;
    private readonly int[] _frames;

    /// <param name="question">What is asked.</param>
    /// <param name="authority">Host and port.</param>
    public CallTemplate(IQuestion question, string authority)
    {
        byte[] headers =
        [
            MethodPost, SchemeHttp, .. Literal(Path, question.Path), .. Literal(Authority, authority), .. Literal(ContentType, "application/grpc"),
            0, .. Text("te"), .. Text("trailers"),
        ];
        var bytes = new List<byte>();
        var frames = new List<int>();
        Append(FrameType.Headers, FrameFlags.EndHeaders, headers);
        var data = question.Request.Span;
        for (; data.Length > FrameHeader.LongestPayload; data = data[FrameHeader.LongestPayload..])
            Append(FrameType.Data, FrameFlags.None, data[..FrameHeader.LongestPayload]);
        Append(FrameType.Data, FrameFlags.EndStream, data);
        (_bytes, _frames, DataLength) = ([.. bytes], [.. frames], question.Request.Length);

        void Append(FrameType type, FrameFlags flags, ReadOnlySpan<byte> payload)
        {
            Span<byte> header = stackalloc byte[FrameHeader.Size];
            new FrameHeader(payload.Length, type, flags, 0).Write(header);
            frames.Add(bytes.Count);
            bytes.AddRange(header);
            bytes.AddRange(payload);
        }
    }

    /// <summary>Bytes of a call.</summary>
    public int Length => _bytes.Length;

    /// <summary>Bytes that count against the peer's windows.</summary>
    public int DataLength { get; }

    /// <summary>Writes a call.</summary>
    /// <param name="stream">Number of the stream.</param>
    /// <param name="to">At least <see cref="Length"/> bytes.</param>
    public void Write(int stream, Span<byte> to)
    {
        _bytes.CopyTo(to);
        foreach (var frame in _frames) BinaryPrimitives.WriteInt32BigEndian(to[(frame + StreamOffset)..], stream);
    }

    // without indexing (RFC 7541 section 6.2.2): nothing to remember, so each call has the same bytes
    private static byte[] Literal(byte name, string value) =>
        name < LongestInFourBits ? [name, .. Text(value)] : [LongestInFourBits, (byte)(name - LongestInFourBits), .. Text(value)];

    private static byte[] Text(string text)
    {
        const int LongestInSevenBits = 126;
        if (text.Length > LongestInSevenBits) throw new ArgumentException($"`{text}` is longer than {LongestInSevenBits} characters", nameof(text));
        return [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
    }
}
