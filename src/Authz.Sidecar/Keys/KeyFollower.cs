using Authz.Sidecar.Hosting;
using Authz.Sts.Revocation;
using Authz.Tokens.Keys;

namespace Authz.Sidecar.Keys;

/// <summary>
/// Follows the directory of keys and the file of revocations: what changed there is in force after the next look. A directory with a fault
/// leaves the ring that serves, but for keys that were killed. Thread-safe.
/// </summary>
internal sealed class KeyFollower(SidecarState state, RevocationStore revocations, KeyReport report) : BackgroundService
{
    private readonly Lock _looking = new();
    private readonly HashSet<string> _destroyed = new(StringComparer.Ordinal);
    private string? _stamp;

    /// <summary>Looks now; when it returns, what was found is in force.</summary>
    public void Look()
    {
        lock (_looking)
        {
            var faults = new List<string>();
            if (revocations.Refresh() is { } blind) faults.Add(blind);
            KeyRing ring = Load(faults, out IReadOnlyList<string> destroyed);
            // a key never comes back, also when an older manifest does
            _destroyed.UnionWith(destroyed);
            _destroyed.UnionWith(state.Ring.Listed.Where(static k => k.State == KeyState.Destroyed).Select(static k => k.KeyId));
            ring = ring.Without(_destroyed.Concat(revocations.Current.KilledKeys));
            // tokens that were verified with this ring hold with the other
            if (ring.IsSameAs(state.Ring)) ring = state.Ring;
            report.Found(state.Ring, ring, faults);
            state.TakeKeys(ring, faults);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(state.Options.Keys.PollInterval);
        try
        {
            Task look = Task.CompletedTask;
            var missed = 0;
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                if (look.IsCompleted) (look, missed) = (Task.Run(Turn, CancellationToken.None), 0);
                // a disk that does not answer is one that cannot be read
                else if (++missed * state.Options.Keys.PollInterval > revocations.MaxStaleness) revocations.Lose();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // stopping is no failure
        }
    }

    private void Turn()
    {
        try
        {
            Look();
        }
        catch (Exception exception)
        {
            // a bug must not end the loop: a key that is killed later would serve on
            report.Broken(exception);
            state.TakeKeys(state.Ring, ["the keys were not looked at, by an internal failure; the sidecar's log says which"]);
        }
    }

    private KeyRing Load(List<string> faults, out IReadOnlyList<string> destroyed)
    {
        destroyed = [];
        if (state.Options.HasEphemeralKeys || state.Options.Keys.Path is not { } path) return state.Ring;
        var stamp = KeyDirectory.StampOf(path);
        if (stamp == _stamp) return state.Ring;
        KeyDirectoryResult result = KeyDirectory.Load(path);
        faults.AddRange(result.Faults.Select(f => $"keys in `{path}`: {f}"));
        destroyed = result.Destroyed;
        // nothing was there from the start, or what was there is gone
        if (result.IsEmpty && state.Ring.Keys.Count > 0) faults.Add($"keys in `{path}`: the manifest is gone, put it back");
        if (result.Ring is not { } ring) return state.Ring;
        _stamp = stamp;
        return ring;
    }
}
