using System.Buffers;
using System.Diagnostics.Metrics;
using Authz.Organizations.Snapshots;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;

namespace Authz.Sidecar.Audit;

/// <summary>The decision log: what was decided and issued, by the mode of its kind (ADR 17). Thread-safe.</summary>
internal sealed class AuditLog : IDisposable
{
    private readonly AuditOptions _options;
    private readonly DecisionMemory _memory;
    private readonly RecordFormat _format;
    private readonly AuditCounts _counts;
    private readonly AuditJournal? _journal;
    private readonly AuditQueue? _queue;
    private readonly JournalFollower? _follower;
    private readonly StandardOutput? _output;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(Recorder.MeterName);

    // of one thread
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _line;

    /// <summary>Opens it.</summary>
    /// <param name="options">What is recorded, how and where.</param>
    /// <param name="journal">The files; null: none.</param>
    /// <param name="memory">Decisions that can be asked about.</param>
    /// <param name="counts">What becomes of records.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where faults are told.</param>
    public AuditLog(AuditOptions options, AuditJournal? journal, DecisionMemory memory, AuditCounts counts, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_options, _memory, _journal, _counts, _time, _format) = (options, memory, journal, counts, time, RecordFormat.Of(options));
        counts.Register(_meter, () => Waiting);
        if (options.ToStandardOutput) _output = new StandardOutput();
        if (journal is not null && _output is not null)
        {
            _follower = new JournalFollower(options.Directory!, "stdout", _output, time, logger);
            // what nobody may lose is kept until it was handed over, however long that takes
            if (options is { Decisions: > AuditMode.Latency } or { Issues: > AuditMode.Latency }) journal.MayDelete = _follower.IsPast;
        }

        if (options is not { Decisions: AuditMode.Latency } and not { Issues: AuditMode.Latency }) return;
        IRecordTarget[] targets = journal is not null ? [new JournalTarget(journal)] : _output is not null ? [_output] : [];
        _queue = new AuditQueue(options, _format, targets, counts, time, logger);
    }

    /// <summary>Whether answers wait for the disk.</summary>
    public bool HoldsDecisions => _options.Decisions == AuditMode.Blocking;

    /// <summary>Bytes that wait in the queue.</summary>
    public long Waiting => _queue?.Bytes ?? 0;

    /// <summary>Records a decision, or throws that it cannot be answered since it cannot be recorded.</summary>
    /// <param name="query">What was asked; null: it could not be read.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="id">Its id.</param>
    /// <param name="snapshot">By what it was decided; null: by nothing.</param>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE.</exception>
    public void Decided(AuthorizationQuery? query, AuthorizationAnswer answer, DecisionId id, Snapshot? snapshot)
    {
        var isLogged = _options.Decisions != AuditMode.Off && (!answer.IsAllowed || id.IsOneOf(_options.AllowsPerRecord));
        var isRemembered = _memory.Takes(answer.IsAllowed);
        if (!isLogged && !isRemembered) return;
        var record = DecisionRecord.Of(query, answer, id, _time.GetUtcNow());
        if (isLogged) Record(record, _options.Decisions);
        if (isRemembered) _memory.Add(record, snapshot);
    }

    /// <summary>Records what was issued or refused, and waits for the disk where the mode says so.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE: it cannot be recorded.</exception>
    public ValueTask IssuedAsync(IssueRecord record)
    {
        if (_options.Issues == AuditMode.Off) return default;
        Record(record, _options.Issues);
        return _options.Issues == AuditMode.Blocking ? WaitForDiskAsync() : default;
    }

    /// <summary>Waits until the decisions that were recorded before are on the disk.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE: they are not.</exception>
    public async ValueTask WaitForDiskAsync()
    {
        try
        {
            await _journal!.FlushAsync();
        }
        catch (IOException exception)
        {
            throw Refusal(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // in the order in which records flow
        _meter.Dispose();
        _queue?.Dispose();
        _follower?.Dispose();
        _journal?.Dispose();
        _output?.Dispose();
    }

    private void Record(AuditRecord record, AuditMode mode)
    {
        if (mode == AuditMode.Latency)
        {
            _queue!.Add(record);
            return;
        }

        ArrayBufferWriter<byte> line = _line ??= new ArrayBufferWriter<byte>(1024);
        line.ResetWrittenCount();
        _format.Write(record, line);
        try
        {
            _journal!.Append(line.WrittenSpan);
            _counts.AddRecorded(1);
        }
        catch (IOException exception)
        {
            throw Refusal(exception);
        }
    }

    private Grpc.Core.RpcException Refusal(IOException exception)
    {
        _counts.AddRefused();
        return StatusError.Of(new StsError(
            StsErrorCode.ServiceUnavailable, $"nothing is answered that cannot be recorded: {exception.Message}; make room in `Authz:Audit:Directory`, or make it writable"));
    }
}
