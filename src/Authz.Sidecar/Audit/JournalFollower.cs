using System.Buffers;
using System.Globalization;
using System.Text;
using Authz.Tokens.Storage;

namespace Authz.Sidecar.Audit;

/// <summary>
/// Hands what is in the journal to another target, in order, from where it was: also after a restart, at least once each. A target that is slow or
/// fails is tried again and holds up nobody else.
/// </summary>
internal sealed partial class JournalFollower : IDisposable
{
    private const int MostBytes = 1 << 20;
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly string _directory;
    private readonly string _place;
    private readonly IRecordTarget _target;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Thread _reader;
    private readonly ManualResetEventSlim _end = new(false);
    private long _number;
    private long _offset;
    private long _saved;
    private bool _hasFailed;

    /// <summary>Begins to follow.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="name">The target's name, under which its place is remembered.</param>
    /// <param name="target">The target.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where faults are told.</param>
    public JournalFollower(string directory, string name, IRecordTarget target, TimeProvider time, ILogger logger)
    {
        (_directory, _target, _time, _logger) = (directory, target, time, logger);
        _place = Path.Combine(directory, $".{name}.place");
        (_number, _offset) = ReadPlace();
        _saved = time.GetTimestamp();
        _reader = new Thread(FollowAlways) { IsBackground = true, Name = $"audit {name}" };
        _reader.Start();
    }

    /// <summary>Whether everything in a file was handed over.</summary>
    public bool IsPast(long number) => Volatile.Read(ref _number) > number;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        if (_reader.Join(Patience)) _end.Dispose();
    }

    private void FollowAlways()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes);
        while (true)
        {
            var isLast = _end.IsSet;
            while (TryHandOver(ref buffer))
            {
                if (_time.GetElapsedTime(_saved) > SaveInterval) Save();
            }

            if (isLast) break;
            _end.Wait(Rest);
        }

        Save();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // false: there is nothing more, or it was not taken
    private bool TryHandOver(ref byte[] buffer)
    {
        try
        {
            // looked for before the file is read: where there is a next one, this one grows no more
            var next = Next();
            var length = ReadLines(ref buffer);
            if (length == 0) return Follow(next);
            _target.Write(buffer.AsSpan(0, length));
            _offset += length;
            if (_hasFailed) Resumed(_logger, _place);
            _hasFailed = false;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed) Failed(_logger, _place, exception.Message);
            _hasFailed = true;
            return false;
        }
    }

    private int ReadLines(ref byte[] buffer)
    {
        var path = JournalFiles.PathOf(_directory, _number);
        if (!File.Exists(path)) return 0;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        while (true)
        {
            file.Seek(_offset, SeekOrigin.Begin);
            var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            // a line that is being written is left for the next time
            var end = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (end > 0 || read < buffer.Length) return end;
            // one line is longer than all of it
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    private long? Next()
    {
        foreach (var number in JournalFiles.Numbers(_directory))
        {
            if (number > _number) return number;
        }

        return null;
    }

    private bool Follow(long? next)
    {
        if (next is not { } number) return false;
        if (!File.Exists(JournalFiles.PathOf(_directory, _number))) Missed(_logger, _place, _number);
        _offset = 0;
        Volatile.Write(ref _number, number);
        return true;
    }

    private (long Number, long Offset) ReadPlace()
    {
        if (File.Exists(_place) && File.ReadAllText(_place).Split(' ') is [var number, var offset]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var file)
            && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return (file, at);
        }

        IReadOnlyList<long> numbers = JournalFiles.Numbers(_directory);
        return (numbers.Count == 0 ? 1 : numbers[0], 0);
    }

    private void Save()
    {
        _saved = _time.GetTimestamp();
        try
        {
            DurableFile.Replace(_place, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_number} {_offset}")), Mode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // after a restart more is handed over twice
            NotSaved(_logger, _place, exception.Message);
        }
    }

    [LoggerMessage(52, LogLevel.Error, "the decision log is not handed over ({Place}): {Fault}; it is tried again")]
    private static partial void Failed(ILogger logger, string place, string fault);

    [LoggerMessage(55, LogLevel.Error, "records in file {Number} of the decision log were deleted before they were handed over ({Place})")]
    private static partial void Missed(ILogger logger, string place, long number);

    [LoggerMessage(53, LogLevel.Information, "the decision log is handed over again ({Place})")]
    private static partial void Resumed(ILogger logger, string place);

    [LoggerMessage(54, LogLevel.Warning, "`{Place}` cannot be written: {Fault}")]
    private static partial void NotSaved(ILogger logger, string place, string fault);
}
