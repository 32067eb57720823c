using System.Diagnostics;
using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Telemetry;

namespace Authz.Sidecar.Reloading;

/// <summary>
/// Follows the organization's directory on a thread of its own: one load at a time, each of which publishes what it found or leaves what
/// serves. Thread-safe.
/// </summary>
/// <param name="source">Loads; used by this thread alone once it is started.</param>
/// <param name="state">Takes what was loaded.</param>
/// <param name="report">Is told how it went.</param>
public sealed class OrganizationReloader(OrganizationSource source, SidecarState state, ReloadReport report) : IHostedService, IDisposable
{
    // a load that failed is tried again at once while files are still being written
    private const int Attempts = 5;

    private readonly Lock _asking = new();
    private readonly WakeSignal _signal = new();
    private List<TaskCompletionSource<LoadResult>> _callers = [];
    private Thread? _thread;
    private DirectoryHints? _hints;
    private volatile bool _isStopping;
    private bool _isDisposed;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (state.Options.Reload.Watch && source.Path is { } path) _hints = new DirectoryHints(path, _signal.Hint);
        _thread = new Thread(Run) { IsBackground = true, Name = "organization" };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_asking) _isStopping = true;
        _signal.Call();
        return Task.CompletedTask;
    }

    /// <summary>Loads the directory as it is now or later: never joins a load that began before.</summary>
    /// <returns>What was loaded; cancelled when the sidecar stops.</returns>
    public Task<LoadResult> ReloadAsync()
    {
        var caller = new TaskCompletionSource<LoadResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asking)
        {
            if (_isStopping) return Task.FromCanceled<LoadResult>(new CancellationToken(canceled: true));
            _callers.Add(caller);
        }

        _signal.Call();
        return caller.Task;
    }

    /// <summary>Has the directory looked at soon, when it is watched: somebody knows of a change.</summary>
    public void Look()
    {
        if (_hints is not null) _signal.Ask();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_asking)
        {
            if (_isDisposed) return;
            (_isStopping, _isDisposed) = (true, true);
        }

        _signal.Call();
        // a load may hang on a file system that does not answer; the process must be able to end
        _thread?.Join(TimeSpan.FromSeconds(5));
        _hints?.Dispose();
    }

    private void Run()
    {
        TimeSpan? poll = _hints is null ? null : state.Options.Reload.PollInterval;
        // what changed between the first load and now
        if (_hints is not null) _signal.Hint();
        while (true)
        {
            var isPoll = !_signal.Wait(poll);
            List<TaskCompletionSource<LoadResult>> callers = TakeCallers();
            if (_isStopping)
            {
                foreach (TaskCompletionSource<LoadResult> caller in callers) caller.TrySetCanceled();
                break;
            }

            Turn(callers, isPoll);
        }

        foreach (TaskCompletionSource<LoadResult> caller in TakeCallers()) caller.TrySetCanceled();
    }

    private void Turn(List<TaskCompletionSource<LoadResult>> callers, bool isPoll)
    {
        try
        {
            if (_hints is { } hints)
            {
                hints.Arm();
                report.Watching(hints.Fault);
            }

            // a call that was answered may wake the thread once more
            if (callers.Count == 0 && _hints is null) return;
            if (callers.Count == 0 && !source.HasChanged() && !(isPoll && source.IsYoung())) return;
            LoadResult result = Load(isCalledFor: callers.Count > 0);
            foreach (TaskCompletionSource<LoadResult> caller in callers) caller.TrySetResult(result);
        }
        catch (Exception exception)
        {
            // a bug must not end the thread: later changes would be missed in silence
            source.Forget();
            state.Take(report.Fault());
            foreach (TaskCompletionSource<LoadResult> caller in callers) caller.TrySetException(exception);
            report.Broken(exception);
        }
    }

    private LoadResult Load(bool isCalledFor)
    {
        using Activity? span = Traces.Source.StartActivity(Traces.Reload);
        var start = report.Start();
        LoadedFiles loaded = source.Load();
        var isNew = loaded.IsNew;
        for (var attempt = 1; loaded.Result.Snapshot is null && attempt < Attempts && source.HasChanged(); attempt++)
        {
            loaded = source.Load();
            isNew |= loaded.IsNew;
        }

        if (isNew || isCalledFor)
        {
            LoadOutcome outcome = state.Take(loaded.Result);
            report.Loaded(outcome, state, start);
            span?.SetTag("authz.outcome", outcome.ToString());
            span?.SetTag("authz.policy_revision", state.Snapshot?.Revision);
        }

        _signal.Rest();
        return loaded.Result;
    }

    private List<TaskCompletionSource<LoadResult>> TakeCallers()
    {
        lock (_asking)
        {
            List<TaskCompletionSource<LoadResult>> callers = _callers;
            if (callers.Count > 0) _callers = [];
            return callers;
        }
    }
}
