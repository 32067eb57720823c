using System.Diagnostics.Metrics;
using Authz.Organizations.Attachments;
using Authz.Organizations.Snapshots;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Telemetry;

namespace Authz.Sidecar.Reloading;

/// <summary>What metrics say of the organization and its loads. Thread-safe.</summary>
internal sealed class OrganizationMetrics : IDisposable
{
    private readonly Meter _meter = new(Recorder.MeterName);
    private readonly Counter<long> _loads;
    private readonly Histogram<double> _duration;
    private readonly SidecarState _state;
    private readonly TimeProvider _time;
    private (Snapshot Snapshot, int Count)? _statements;
    private Snapshot? _told;

    /// <summary>Makes the instruments.</summary>
    public OrganizationMetrics(TimeProvider time, SidecarState state)
    {
        (_time, _state) = (time, state);
        _loads = _meter.CreateCounter<long>(
            "authz.organization.loads", "{load}", "Loads of the organization after the first, by outcome: published, unchanged, failed.");
        _duration = _meter.CreateHistogram(
            "authz.organization.load.duration", "s", "Time of a load from the first file fetched to the swap, by outcome.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });
        _meter.CreateObservableGauge(
            "authz.organization.age", Age, "s", "Seconds since the organization that serves was loaded.");
        _meter.CreateObservableGauge(
            "authz.organization.stale", () => _state.IsStale ? 1 : 0, "1", "1 when the last load failed and an older organization serves.");
        _meter.CreateObservableGauge(
            "authz.organization.stale.duration", () => _state.LastLoad.Staleness?.Age(_time).TotalSeconds ?? 0, "s",
            "Seconds since loads began to fail; 0 when the last one did not.");
        _meter.CreateObservableGauge(
            "authz.organization.expired", () => _state.IsExpired ? 1 : 0, "1", "1 when the organization is too old to decide by: everything is denied.");
        _meter.CreateObservableGauge("authz.organization.statements", Statements, "{statement}", "Statements of all policies of the organization.");
        _meter.CreateObservableGauge("authz.organization.info", Info, "1", "1 for the organization and revision that serve, 0 for those that served.");
    }

    /// <summary>Records a load.</summary>
    public void Record(LoadOutcome outcome, TimeSpan duration)
    {
        KeyValuePair<string, object?> tag = new("outcome", outcome switch
        {
            LoadOutcome.Published => "published",
            LoadOutcome.Unchanged => "unchanged",
            _ => "failed",
        });
        _loads.Add(1, tag);
        _duration.Record(duration.TotalSeconds, tag);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private double Age() => _state.Snapshot is { } snapshot ? (_time.GetUtcNow() - snapshot.LoadedAt).TotalSeconds : 0;

    // an exporter goes on telling what it was told: a revision that serves no more is told to be 0 once
    private Measurement<int>[] Info()
    {
        if (_state.Snapshot is not { } snapshot) return [];
        Snapshot? before = Interlocked.Exchange(ref _told, snapshot);
        return before is null || before.Revision == snapshot.Revision ? [Info(snapshot, 1)] : [Info(before, 0), Info(snapshot, 1)];
    }

    private static Measurement<int> Info(Snapshot snapshot, int value) => new(
        value, new("organization", snapshot.Organization.Id), new KeyValuePair<string, object?>("revision", snapshot.Revision));

    // counted when somebody asks, once a snapshot
    private int Statements()
    {
        if (_state.Snapshot is not { } snapshot) return 0;
        if (_statements is not { } known || known.Snapshot != snapshot) _statements = known = (snapshot, StatementCount.Of(snapshot.Organization));
        return known.Count;
    }
}
