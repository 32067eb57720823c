using Authz.Organizations.Snapshots;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Reloading;
using Authz.Sts.Identities;
using Authz.Tokens.Keys;

namespace Authz.Sidecar.Hosting;

/// <summary>What the sidecar serves from: the current snapshot, the keys, and how the last load went. Thread-safe.</summary>
/// <param name="options">The settings.</param>
/// <param name="snapshots">Holds the snapshot.</param>
/// <param name="ring">The keys at first.</param>
/// <param name="time">The clock.</param>
public sealed class SidecarState(SidecarOptions options, SnapshotHolder snapshots, KeyRing ring, TimeProvider time)
{
    private LoadStatus _lastLoad = LoadStatus.None;
    private KeyRing _ring = ring;
    private IReadOnlyList<string> _keyFaults = [];

    /// <summary>The settings.</summary>
    public SidecarOptions Options { get; } = options;

    /// <summary>The keys.</summary>
    public KeyRing Ring => Volatile.Read(ref _ring);

    /// <summary>Why keys or revocations could not be read again, so that those read before serve on; empty when they could.</summary>
    public IReadOnlyList<string> KeyFaults => Volatile.Read(ref _keyFaults);

    /// <summary>The snapshot that serves and those that did.</summary>
    public SnapshotHolder Snapshots { get; } = snapshots;

    /// <summary>How the last load went.</summary>
    public LoadStatus LastLoad => Volatile.Read(ref _lastLoad);

    /// <summary>Whether the last load failed, so that an older snapshot serves.</summary>
    public bool IsStale => LastLoad.Staleness is not null;

    /// <summary>Whether the snapshot has been stale for longer than the settings allow, so that nothing may be decided by it.</summary>
    public bool IsExpired => Options.Reload.MaxStaleness is { } most && LastLoad.Staleness is { } staleness && staleness.Age(time) > most;

    /// <summary>Whether requests can be answered: an organization is loaded and not too old, and there is a key to verify with.</summary>
    public bool IsReady => HasPolicies && !IsExpired;

    /// <summary>Whether there is an organization, however old, and a key to verify with.</summary>
    public bool HasPolicies => Snapshots.Current is not null && Ring.Keys.Count > 0;

    /// <summary>The snapshot that serves; null before the first load.</summary>
    public Snapshot? Snapshot => Snapshots.Current;

    /// <summary>Pins what one request uses to its end, however old it is; null before the first load.</summary>
    public Pinned? Pin() => Snapshots.Current is { } snapshot ? new Pinned(snapshot, Ring) : null;

    /// <summary>Takes the keys of another moment. For one thread at a time.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="faults">Why keys or revocations could not be read; empty when they could.</param>
    public void TakeKeys(KeyRing ring, IReadOnlyList<string> faults)
    {
        Volatile.Write(ref _ring, ring);
        Volatile.Write(ref _keyFaults, faults);
    }

    /// <summary>
    /// Takes the result of a load: publishes the snapshot, or keeps the one that serves when it is the same or the load failed. For one
    /// thread at a time.
    /// </summary>
    public LoadOutcome Take(LoadResult result)
    {
        LoadOutcome outcome = Publish(result.Snapshot);
        Volatile.Write(ref _lastLoad, new LoadStatus
        {
            At = time.GetUtcNow(),
            Diagnostics = result.Diagnostics,
            LeftOut = result.LeftOut,
            Staleness = outcome == LoadOutcome.Failed ? LastLoad.Staleness ?? Staleness.Begin(time) : null,
        });
        return outcome;
    }

    private LoadOutcome Publish(Snapshot? snapshot)
    {
        if (snapshot is null) return LoadOutcome.Failed;
        if (Snapshots.Current?.Revision == snapshot.Revision) return LoadOutcome.Unchanged;
        Snapshots.Publish(snapshot);
        return LoadOutcome.Published;
    }
}
