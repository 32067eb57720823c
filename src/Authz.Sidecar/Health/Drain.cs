namespace Authz.Sidecar.Health;

/// <summary>
/// How the sidecar ends: it is not ready any more, and after a while that callers and load balancers need to see it, it stops. Thread-safe.
/// </summary>
/// <param name="lifetime">What is stopped.</param>
/// <param name="delay">How long it still serves when it is not ready any more.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is told.</param>
internal sealed partial class Drain(IHostApplicationLifetime lifetime, TimeSpan delay, TimeProvider time, ILogger<Drain> logger)
{
    private int _calls;

    /// <summary>Whether the sidecar is about to end.</summary>
    public bool IsUnderWay => Volatile.Read(ref _calls) > 0 || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Begins to end; when it has begun, ends the waiting.</summary>
    public void Begin()
    {
        if (Interlocked.Increment(ref _calls) > 1 || delay == TimeSpan.Zero)
        {
            lifetime.StopApplication();
            return;
        }

        Draining(logger, delay);
        // nobody waits for it: it ends with the process at the latest
        _ = StopLaterAsync();
    }

    private async Task StopLaterAsync()
    {
        await Task.Delay(delay, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lifetime.StopApplication();
    }

    [LoggerMessage(56, LogLevel.Information, "not ready any more; stops in {Delay}, or at once when told again")]
    private static partial void Draining(ILogger logger, TimeSpan delay);
}
