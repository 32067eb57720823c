using System.Buffers;
using System.Collections.Concurrent;
using Authz.Tokens.Storage;

namespace Authz.Sidecar.Audit;

/// <summary>
/// The queue of latency mode: who adds to it is never delayed, and it is bounded. A thread of its own writes what is in it. Thread-safe.
/// </summary>
internal sealed partial class AuditQueue : IDisposable
{
    // nobody is woken: a producer would pay for it
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private const int MostTogether = 1024;

    private readonly ConcurrentQueue<AuditRecord> _records = new();
    private readonly RecordFormat _format;
    private readonly IReadOnlyList<IRecordTarget> _targets;
    private readonly AuditCounts _counts;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Thread _writer;
    private readonly ManualResetEventSlim _end = new(false);
    private readonly int _mostBytes;
    private long _bytes;
    private long _logged = long.MinValue;

    public AuditQueue(AuditOptions options, RecordFormat format, IReadOnlyList<IRecordTarget> targets, AuditCounts counts, TimeProvider time, ILogger logger)
    {
        (_format, _targets, _counts, _time, _logger, _mostBytes) = (format, targets, counts, time, logger, options.QueueBytes);
        _writer = new Thread(WriteAlways) { IsBackground = true, Name = "audit" };
        _writer.Start();
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Adds a record, or counts that there was no room.</summary>
    public void Add(AuditRecord record)
    {
        var size = record.Size;
        if (Interlocked.Add(ref _bytes, size) > _mostBytes)
        {
            Interlocked.Add(ref _bytes, -size);
            _counts.AddQueueFull();
            return;
        }

        _records.Enqueue(record);
    }

    /// <summary>Writes what is there, as long as that does not take too long, and ends.</summary>
    public void Dispose()
    {
        _end.Set();
        // a target that hangs must not keep the process from ending
        if (_writer.Join(Patience)) _end.Dispose();
        else LeftBehind(_logger, _records.Count);
    }

    private void WriteAlways()
    {
        // calls come first: what has to wait is what this mode may drop
        ThreadNice.GiveWay();
        var lines = new ArrayBufferWriter<byte>(64 * 1024);
        while (true)
        {
            var isLast = _end.IsSet;
            while (WriteSome(lines))
            {
            }

            if (isLast) return;
            _end.Wait(Rest);
        }
    }

    private bool WriteSome(ArrayBufferWriter<byte> lines)
    {
        var count = 0;
        long bytes = 0;
        while (count < MostTogether && _records.TryDequeue(out AuditRecord? record))
        {
            _format.Write(record, lines);
            bytes += record.Size;
            count++;
        }

        if (count == 0) return false;
        foreach (IRecordTarget target in _targets) Write(target, lines.WrittenSpan, count);
        lines.ResetWrittenCount();
        // they wait until they are written: that is what the bound is for
        Interlocked.Add(ref _bytes, -bytes);
        return true;
    }

    private void Write(IRecordTarget target, ReadOnlySpan<byte> lines, int count)
    {
        try
        {
            target.Write(lines);
            _counts.AddRecorded(count);
        }
        catch (IOException exception)
        {
            _counts.AddWriteFailed(count);
            var now = _time.GetTimestamp();
            if (_logged != long.MinValue && _time.GetElapsedTime(_logged, now) < LogInterval) return;
            _logged = now;
            Lost(_logger, count, exception.Message);
        }
    }

    [LoggerMessage(50, LogLevel.Error, "{Count} records of the decision log are lost, and `authz.audit.dropped` counts on: {Fault}")]
    private static partial void Lost(ILogger logger, int count, string fault);

    [LoggerMessage(51, LogLevel.Error, "about {Count} records of the decision log were not written before the end: what takes them does not answer")]
    private static partial void LeftBehind(ILogger logger, int count);
}
