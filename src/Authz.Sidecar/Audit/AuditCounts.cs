using System.Diagnostics.Metrics;

namespace Authz.Sidecar.Audit;

/// <summary>What became of records. Thread-safe.</summary>
internal sealed class AuditCounts
{
    private long _recorded;
    private long _queueFull;
    private long _writeFailed;
    private long _refused;

    /// <summary>Records that were written.</summary>
    public long Recorded => Volatile.Read(ref _recorded);

    /// <summary>Records that were dropped since the queue was full.</summary>
    public long QueueFull => Volatile.Read(ref _queueFull);

    /// <summary>Records that were dropped since they could not be written.</summary>
    public long WriteFailed => Volatile.Read(ref _writeFailed);

    /// <summary>Counts records that were written.</summary>
    public void AddRecorded(int count) => Interlocked.Add(ref _recorded, count);

    /// <summary>Counts a record for which the queue had no room.</summary>
    public void AddQueueFull() => Interlocked.Increment(ref _queueFull);

    /// <summary>Counts records that could not be written and are lost.</summary>
    public void AddWriteFailed(int count) => Interlocked.Add(ref _writeFailed, count);

    /// <summary>Counts a call that was not answered since it could not be recorded.</summary>
    public void AddRefused() => Interlocked.Increment(ref _refused);

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="waiting">How many bytes wait.</param>
    public void Register(Meter meter, Func<long> waiting)
    {
        meter.CreateObservableCounter("authz.audit.records", () => Recorded, "{record}", "Records of the decision log that were written.");
        meter.CreateObservableCounter(
            "authz.audit.dropped",
            () => new Measurement<long>[]
            {
                new(QueueFull, new KeyValuePair<string, object?>("reason", "queue_full")), new(WriteFailed, new KeyValuePair<string, object?>("reason", "write_failed")),
            },
            "{record}", "Records of the decision log that were lost, in latency mode.");
        meter.CreateObservableCounter(
            "authz.audit.refused", () => Volatile.Read(ref _refused), "{call}", "Calls that were not answered since they could not be recorded.");
        meter.CreateObservableGauge("authz.audit.queue", waiting, "By", "Bytes of records that wait to be written, estimated.");
    }
}
