using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Http2;

/// <summary>
/// One HTTP/2 connection that makes one call again and again, and looks at every answer. It never waits, allocates nothing for a call and
/// knows no more of the protocol than that needs: all that a generator costs is taken from the server on the same machine. For one thread.
/// </summary>
internal sealed class CallConnection : IDisposable
{
    private const int BufferSize = 256 * 1024;
    private const int Unlimited = 1 << 30;

    private static readonly byte[] Preface =
    [
        .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
        // SETTINGS: no dynamic table, no push, windows that never close
        0, 0, 18, 4, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0x40, 0, 0, 0,
        // WINDOW_UPDATE of the connection
        0, 0, 4, 8, 0, 0, 0, 0, 0, 0x40, 0, 0, 0,
    ];

    private static ReadOnlySpan<byte> Refused => [0, 0, 0, 7];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly IQuestion _question;
    private readonly CallTemplate _template;
    private readonly ILatencySink _sink;
    private readonly PeerSettings _peer = new();
    private readonly Dictionary<int, Call> _calls = [];
    private readonly Queue<long> _refused = [];
    private readonly byte[] _output = new byte[BufferSize];
    private readonly byte[] _input = new byte[BufferSize];
    private int _outputLength;
    private int _inputLength;
    private int _nextStream = 1;
    private long _window = 65535;
    private int _received;

    /// <param name="server">The server.</param>
    /// <param name="question">The call.</param>
    /// <param name="sink">Is told of each answer.</param>
    public CallConnection(Uri server, IQuestion question, ILatencySink sink)
    {
        (_question, _sink) = (question, sink);
        _template = new CallTemplate(question, server.Authority);
        _socket.Connect(IPAddress.Loopback, server.Port);
        _socket.Blocking = false;
        Append(Preface);
    }

    /// <summary>Calls without an answer yet.</summary>
    public int UnderWay => _calls.Count + _refused.Count;

    /// <summary>The socket, to wait for.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>Whether there are bytes that the socket has not taken.</summary>
    public bool IsFull => _outputLength > 0;

    /// <summary>Whether the peer and the buffer take another call now.</summary>
    public bool CanCall =>
        _calls.Count < _peer.Streams && _template.DataLength <= Math.Min(_window, _peer.Window) && _outputLength + _template.Length <= _output.Length;

    /// <summary>Puts a call into the buffer. Only when <see cref="CanCall"/>.</summary>
    /// <param name="due">When the call was due, in ticks of <see cref="Stopwatch"/>.</param>
    public void Add(long due)
    {
        _calls.Add(_nextStream, new Call(due));
        _template.Write(_nextStream, _output.AsSpan(_outputLength));
        _outputLength += _template.Length;
        _window -= _template.DataLength;
        _nextStream = checked(_nextStream + 2);
    }

    /// <summary>Sends what the socket takes now.</summary>
    public void Send()
    {
        if (_outputLength == 0) return;
        var sent = _socket.Send(_output.AsSpan(0, _outputLength), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success) throw new LoadFaultException($"a connection broke: {error}");
        _output.AsSpan(sent, _outputLength - sent).CopyTo(_output);
        _outputLength -= sent;
    }

    /// <summary>Reads what has come.</summary>
    public void Receive()
    {
        var read = _socket.Receive(_input.AsSpan(_inputLength), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success || read == 0) throw new LoadFaultException($"the server closed a connection: {error}");
        var now = Stopwatch.GetTimestamp();
        _inputLength += read;
        var rest = _input.AsSpan(0, _inputLength);
        while (rest.Length >= FrameHeader.Size)
        {
            var header = FrameHeader.Read(rest);
            if (rest.Length < FrameHeader.Size + header.Length) break;
            Take(header, rest.Slice(FrameHeader.Size, header.Length), now);
            rest = rest[(FrameHeader.Size + header.Length)..];
        }

        rest.CopyTo(_input);
        _inputLength = rest.Length;
        while (_refused.Count > 0 && CanCall) Add(_refused.Dequeue());
    }

    public void Dispose() => _socket.Dispose();

    private void Take(FrameHeader header, ReadOnlySpan<byte> payload, long now)
    {
        switch (header.Type)
        {
            case FrameType.Data: TakeData(header, payload); break;
            case FrameType.Headers: break;
            case FrameType.Settings when !header.Flags.HasFlag(FrameFlags.Acknowledgement):
                _peer.Read(payload);
                Answer(header, default);
                return;
            case FrameType.Ping when !header.Flags.HasFlag(FrameFlags.Acknowledgement):
                Answer(header, payload);
                return;
            case FrameType.WindowUpdate when header.Stream == 0:
                _window += BinaryPrimitives.ReadInt32BigEndian(payload);
                return;
            // not begun yet, since the server has not counted out a call that it has answered (RFC 9113 section 8.7): asked again, due when it was
            case FrameType.ResetStream when payload.SequenceEqual(Refused) && _calls.Remove(header.Stream, out Call refused):
                _refused.Enqueue(refused.Due);
                return;
            case FrameType.Settings or FrameType.Ping or FrameType.WindowUpdate or FrameType.Priority: return;
            default: throw new LoadFaultException($"a call was not answered: the server sent a frame {header.Type}");
        }

        if (header.Flags.HasFlag(FrameFlags.EndStream)) End(header.Stream, now);
    }

    // every byte of an answer's start is compared, whatever frames it comes in
    private void TakeData(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        ref Call call = ref CollectionsMarshal.GetValueRefOrNullRef(_calls, header.Stream);
        var start = _question.AnswerStart.Span;
        ReadOnlySpan<byte> expected = call.Received < start.Length ? start[call.Received..] : default;
        var compared = Math.Min(expected.Length, payload.Length);
        if (header.Flags.HasFlag(FrameFlags.Padded) || !payload[..compared].SequenceEqual(expected[..compared]))
            throw new LoadFaultException("an answer of the load is not the right one: no figure counts");
        call.Received += payload.Length;
        _received += payload.Length;
        if (_received < Unlimited / 2) return;
        Span<byte> update = stackalloc byte[FrameHeader.Size + sizeof(int)];
        new FrameHeader(sizeof(int), FrameType.WindowUpdate, FrameFlags.None, 0).Write(update);
        BinaryPrimitives.WriteInt32BigEndian(update[FrameHeader.Size..], _received);
        Append(update);
        _received = 0;
    }

    private void End(int stream, long now)
    {
        if (!_calls.Remove(stream, out Call call)) throw new LoadFaultException("the server ended a call that was not made");
        if (call.Received != _question.AnswerLength)
            throw new LoadFaultException($"an answer of the load has {call.Received} bytes instead of {_question.AnswerLength}: no figure counts");
        _sink.Answered(call.Due, now);
    }

    private void Answer(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = stackalloc byte[FrameHeader.Size + payload.Length];
        (header with { Length = payload.Length, Flags = FrameFlags.Acknowledgement }).Write(frame);
        payload.CopyTo(frame[FrameHeader.Size..]);
        Append(frame);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_outputLength + bytes.Length > _output.Length) throw new LoadFaultException("the server does not read what it is sent");
        bytes.CopyTo(_output.AsSpan(_outputLength));
        _outputLength += bytes.Length;
    }

    private struct Call(long due)
    {
        public readonly long Due = due;
        public int Received;
    }
}
