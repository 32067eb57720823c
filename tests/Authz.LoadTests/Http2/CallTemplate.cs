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
    private readonly int _dataAt;

    /// <param name="question">What is asked.</param>
    /// <param name="authority">Host and port.</param>
    /// <exception cref="ArgumentException">The question does not fit in one frame.</exception>
    public CallTemplate(IQuestion question, string authority)
    {
        if (question.Request.Length > FrameHeader.LongestPayload) throw new ArgumentException("the request is longer than a frame", nameof(question));
        byte[] headers =
        [
            MethodPost, SchemeHttp, .. Literal(Path, question.Path), .. Literal(Authority, authority), .. Literal(ContentType, "application/grpc"),
            0, .. Text("te"), .. Text("trailers"),
        ];
        _dataAt = FrameHeader.Size + headers.Length;
        _bytes = new byte[_dataAt + FrameHeader.Size + question.Request.Length];
        new FrameHeader(headers.Length, FrameType.Headers, FrameFlags.EndHeaders, 0).Write(_bytes);
        headers.CopyTo(_bytes, FrameHeader.Size);
        new FrameHeader(question.Request.Length, FrameType.Data, FrameFlags.EndStream, 0).Write(_bytes.AsSpan(_dataAt));
        question.Request.Span.CopyTo(_bytes.AsSpan(_dataAt + FrameHeader.Size));
        DataLength = question.Request.Length;
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
        BinaryPrimitives.WriteInt32BigEndian(to[StreamOffset..], stream);
        BinaryPrimitives.WriteInt32BigEndian(to[(_dataAt + StreamOffset)..], stream);
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
