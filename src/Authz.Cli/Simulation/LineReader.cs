namespace Authz.Cli.Simulation;

/// <summary>What a <see cref="LineReader"/> stands at.</summary>
internal enum LineState
{
    /// <summary>The input is over.</summary>
    End = 0,

    /// <summary>A line, without its line break.</summary>
    Line,

    /// <summary>A line of more than <see cref="LineReader.MaxBytes"/> bytes; it is passed over.</summary>
    TooLong,

    /// <summary>Nothing whole is in memory: the next call waits for the input.</summary>
    WouldWait,
}

/// <summary>
/// Splits a stream into lines of bytes at <c>\n</c>; the last one needs none. Never holds more than one line of the largest size.
/// </summary>
internal sealed class LineReader(Stream input)
{
    /// <summary>Longest line that is kept.</summary>
    public const int MaxBytes = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _searched;
    private int _end;
    private bool _isOver;
    private bool _isSkipping;

    /// <summary>The line, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Goes on. After <see cref="LineState.WouldWait"/> call <see cref="Fill"/>.</summary>
    public LineState Next()
    {
        var newline = _buffer.AsSpan(_searched.._end).IndexOf((byte)'\n');
        if (newline >= 0) return Take(_searched + newline, _searched + newline + 1);
        _searched = _end;
        if (_end - _start > MaxBytes) Skip();
        if (!_isOver) return LineState.WouldWait;
        return _start < _end || _isSkipping ? Take(_end, _end) : LineState.End;
    }

    /// <summary>Reads more of the input; waits for it.</summary>
    /// <exception cref="IOException">The input cannot be read.</exception>
    public void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_searched, _end, _start) = (_searched - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isOver = read == 0;
    }

    private LineState Take(int end, int next)
    {
        Line = _buffer.AsMemory(_start, end - _start);
        (_start, _searched) = (next, next);
        var isTooLong = _isSkipping || Line.Length > MaxBytes;
        _isSkipping = false;
        return isTooLong ? LineState.TooLong : LineState.Line;
    }

    private void Skip()
    {
        _isSkipping = true;
        (_start, _searched, _end) = (0, 0, 0);
    }
}
