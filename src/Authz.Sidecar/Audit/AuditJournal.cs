using System.Buffers;
using Authz.Tokens.Storage;

namespace Authz.Sidecar.Audit;

/// <summary>
/// The files of the decision log: lines of JSON, chained (<see cref="LineChain"/>), in <c>audit-00000001.jsonl</c> and those that follow it. One
/// process writes a directory. What a crash cut off was never acknowledged and is cut off when the journal is opened again. Thread-safe.
/// </summary>
internal sealed class AuditJournal : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly string _directory;
    private readonly int _fileSize;
    private readonly int _fileCount;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly FileStream _lock;
    private readonly LineChain _chain;
    private readonly AutoResetEvent _wanted = new(false);
    private readonly Thread _flusher;
    private TaskCompletionSource _flushed = NewFlush();
    private Task _underWay = Task.CompletedTask;
    private FileStream _file;
    private long _number;
    private long _length;
    private long _unflushed;
    private bool _isTorn;
    private bool _isClosed;

    private AuditJournal(AuditOptions options, FileStream taken)
    {
        (_directory, _fileSize, _fileCount, _lock) = (options.Directory!, options.FileSize, options.FileCount, taken);
        IReadOnlyList<long> numbers = JournalFiles.Numbers(_directory);
        _number = numbers.Count == 0 ? 0 : numbers[^1];
        _chain = new LineChain(options.ChainKey, _number == 0 ? null : LastLink());
        _file = Open(_number == 0 ? ++_number : _number);
        _length = _file.Length;
        _flusher = new Thread(FlushAlways) { IsBackground = true, Name = "audit flush" };
        _flusher.Start();
    }

    /// <summary>Called with the number of a file that may be deleted; says whether it may. Null: it may.</summary>
    public Func<long, bool>? MayDelete { get; set; }

    /// <summary>Number and hash of the last record.</summary>
    public LineLink Head
    {
        get
        {
            lock (_gate) return _chain.At;
        }
    }

    /// <summary>Opens the journal of a directory; creates it when absent.</summary>
    /// <exception cref="IOException">Another process writes it, its last file is damaged, or it cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static AuditJournal Open(AuditOptions options)
    {
        Directory.CreateDirectory(options.Directory!);
        var path = Path.Combine(options.Directory!, ".lock");
        FileStream taken;
        try
        {
            taken = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"`{options.Directory}` is written by another process, or cannot be: {exception.Message}", exception);
        }

        try
        {
            return new AuditJournal(options, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Adds records: when this returns they are in the file, and outlive the process.</summary>
    /// <param name="records">JSON objects, one a line; the last line is ended too.</param>
    /// <exception cref="IOException">They could not be written, and none of them is there.</exception>
    public void Append(ReadOnlySpan<byte> records)
    {
        lock (_gate)
        {
            if (_isClosed) throw new IOException("the sidecar is stopping");
            LineLink before = _chain.At;
            try
            {
                Mend();
                if (_length >= _fileSize) Follow();
                Link(records);
                try
                {
                    _file.Write(_lines.WrittenSpan);
                }
                catch
                {
                    // a part of it may be there
                    _isTorn = true;
                    _file.SetLength(_length);
                    _file.Seek(0, SeekOrigin.End);
                    _isTorn = false;
                    throw;
                }

                _length += _lines.WrittenCount;
                _unflushed += _lines.WrittenCount;
            }
            // the last is what the framework makes of a file that would be too long (EFBIG)
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                _chain.Return(before);
                throw exception as IOException ?? new IOException(exception.Message, exception);
            }
            finally
            {
                _lines.ResetWrittenCount();
            }
        }
    }

    /// <summary>Waits until what was added before is on the disk.</summary>
    /// <exception cref="IOException">It could not be.</exception>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            // what was added before may be on its way just now
            if (_unflushed == 0) return _underWay;
            _wanted.Set();
            return _flushed.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
        }

        _wanted.Set();
        _flusher.Join();
        _file.Dispose();
        _lock.Dispose();
        _wanted.Dispose();
    }

    private void Link(ReadOnlySpan<byte> records)
    {
        while (records.Length > 0)
        {
            var end = records.IndexOf((byte)'\n');
            _chain.Append(records[..end], _lines);
            records = records[(end + 1)..];
        }
    }

    // what could not be taken back when it was half written
    private void Mend()
    {
        if (!_isTorn) return;
        _file.Dispose();
        _file = Open(_number);
        _length = _file.Length;
        _isTorn = false;
    }

    private void Follow()
    {
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        FileStream next = Open(_number + 1);
        _file.Dispose();
        (_file, _number, _length) = (next, _number + 1, next.Length);
        IReadOnlyList<long> numbers = JournalFiles.Numbers(_directory);
        foreach (var old in numbers.Take(Math.Max(0, numbers.Count - _fileCount)))
        {
            if (MayDelete is { } may && !may(old)) return;
            File.Delete(JournalFiles.PathOf(_directory, old));
        }
    }

    // opens a file at its end, without what a crash or a full disk left of a line
    private FileStream Open(long number)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mode;
        var file = new FileStream(JournalFiles.PathOf(_directory, number), options);
        try
        {
            var whole = EndOfLastLine(file);
            if (whole < file.Length) file.SetLength(whole);
            file.Seek(0, SeekOrigin.End);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        Span<byte> piece = stackalloc byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - piece.Length);
            Span<byte> read = piece[..(int)(end - start)];
            file.Seek(start, SeekOrigin.Begin);
            file.ReadExactly(read);
            var at = read.LastIndexOf((byte)'\n');
            if (at >= 0) return start + at + 1;
            end = start;
        }

        return 0;
    }

    // the last file may be new and empty
    private LineLink? LastLink()
    {
        foreach (var number in JournalFiles.Numbers(_directory).Reverse())
        {
            using FileStream file = Open(number);
            if (file.Length == 0) continue;
            return LinkOfLastLine(file) ?? throw new IOException(
                $"the last line of `{JournalFiles.PathOf(_directory, number)}` is no record: look at it with `authz audit verify`, and move the file away");
        }

        return null;
    }

    private static LineLink? LinkOfLastLine(FileStream file)
    {
        // the link stands at the end and is short, whatever the line's length
        var bytes = new byte[Math.Min(file.Length, 512)];
        file.Seek(-bytes.Length, SeekOrigin.End);
        file.ReadExactly(bytes);
        return LineChain.ReadLink(bytes.AsSpan(0, bytes.Length - 1));
    }

    private void FlushAlways()
    {
        while (true)
        {
            _wanted.WaitOne(FlushInterval);
            TaskCompletionSource waiting;
            FileStream file;
            bool isLast;
            lock (_gate)
            {
                isLast = _isClosed;
                if (_unflushed == 0 && !isLast) continue;
                (waiting, _flushed, file) = (_flushed, NewFlush(), _file);
                _underWay = waiting.Task;
                _unflushed = 0;
            }

            try
            {
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                waiting.SetResult();
            }
            catch (ObjectDisposedException)
            {
                // a file that was followed by another was flushed before
                waiting.SetResult();
            }
            catch (IOException exception)
            {
                waiting.SetException(exception);
                // nobody may wait for it
                _ = waiting.Task.Exception;
            }

            if (isLast) return;
        }
    }

    private static TaskCompletionSource NewFlush() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
