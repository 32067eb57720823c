using Authz.Organizations;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Sidecar.Hosting;

namespace Authz.Sidecar.Reloading;

/// <summary>Tells operators how loads go: by log and metrics. Thread-safe.</summary>
public sealed partial class ReloadReport : IDisposable
{
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly OrganizationMetrics _metrics;
    private bool _wasStale;
    private string? _watchFault;

    /// <summary>Makes the instruments.</summary>
    public ReloadReport(ILoggerFactory loggers, TimeProvider time, SidecarState state)
    {
        _logger = loggers.CreateLogger("Authz.Organization");
        _time = time;
        _metrics = new OrganizationMetrics(time, state);
    }

    /// <summary>A mark to measure a load from.</summary>
    public long Start() => _time.GetTimestamp();

    /// <summary>A load is over.</summary>
    public void Loaded(LoadOutcome outcome, SidecarState state, long start)
    {
        TimeSpan duration = _time.GetElapsedTime(start);
        _metrics.Record(outcome, duration);
        var revision = state.Snapshot?.Revision ?? "";
        LoadStatus status = state.LastLoad;
        if (outcome == LoadOutcome.Failed)
        {
            if (_logger.IsEnabled(LogLevel.Error)) Failed(_logger, FaultText.Of(status.Diagnostics, status.LeftOut, FaultText.MaxLogged), revision);
        }
        else if (_wasStale)
        {
            Recovered(_logger, revision);
        }

        if (outcome == LoadOutcome.Published) Published(_logger, revision, duration.TotalMilliseconds);
        _wasStale = outcome == LoadOutcome.Failed;
    }

    /// <summary>A load ended by a bug.</summary>
    public void Broken(Exception exception) => LogBroken(_logger, exception);

    /// <summary>What a load ended by a bug found.</summary>
    public LoadResult Fault()
    {
        _metrics.Record(LoadOutcome.Failed, TimeSpan.Zero);
        _wasStale = true;
        return new LoadResult(null, [new Diagnostic(
            OrganizationRules.LoadBroken, ".", new SourcePosition(1, 1), "the load ended by an internal failure; the sidecar's log says which")]);
    }

    /// <summary>Whether the operating system reports changes; said once whenever that changes.</summary>
    /// <param name="fault">Why not; null: it does.</param>
    public void Watching(string? fault)
    {
        if (fault is not null && fault != _watchFault) NotWatching(_logger, fault);
        _watchFault = fault;
    }

    /// <inheritdoc/>
    public void Dispose() => _metrics.Dispose();

    [LoggerMessage(10, LogLevel.Information, "organization published: revision {Revision}, loaded in {Milliseconds:F0} ms")]
    private static partial void Published(ILogger logger, string revision, double milliseconds);

    [LoggerMessage(11, LogLevel.Error, "organization not loaded, revision {Revision} serves on: {Faults}")]
    private static partial void Failed(ILogger logger, string faults, string revision);

    [LoggerMessage(12, LogLevel.Information, "organization no longer stale: revision {Revision} is what was loaded last")]
    private static partial void Recovered(ILogger logger, string revision);

    [LoggerMessage(13, LogLevel.Error, "the load of the organization broke off")]
    private static partial void LogBroken(ILogger logger, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "changes of the organization are found by polling alone: {Fault}")]
    private static partial void NotWatching(ILogger logger, string fault);
}
