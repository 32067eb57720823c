using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Sidecar.Configuration;
using Authz.Sts.Identities;
using Authz.Tokens.Keys;

namespace Authz.Sidecar.Hosting;

/// <summary>What the sidecar serves from: the current snapshot, the keys, and how the last load went. Thread-safe.</summary>
/// <param name="options">The settings.</param>
/// <param name="snapshots">Holds the snapshot.</param>
/// <param name="ring">The keys.</param>
public sealed class SidecarState(SidecarOptions options, SnapshotHolder snapshots, KeyRing ring)
{
    private IReadOnlyList<Diagnostic> _lastFaults = [];

    /// <summary>The settings.</summary>
    public SidecarOptions Options { get; } = options;

    /// <summary>The keys.</summary>
    public KeyRing Ring { get; } = ring;

    /// <summary>Whether the last load failed, so that an older snapshot serves.</summary>
    public bool IsStale => Volatile.Read(ref _lastFaults).Any(static d => d.IsError);

    /// <summary>What the last load found.</summary>
    public IReadOnlyList<Diagnostic> LastDiagnostics => Volatile.Read(ref _lastFaults);

    /// <summary>Whether requests can be answered: an organization is loaded, and there is a key to verify with.</summary>
    public bool IsReady => snapshots.Current is not null && Ring.Keys.Count > 0;

    /// <summary>The snapshot that serves; null before the first load.</summary>
    public Snapshot? Snapshot => snapshots.Current;

    /// <summary>Pins what one request uses to its end; null before the first load.</summary>
    public Pinned? Pin() => snapshots.Current is { } snapshot ? new Pinned(snapshot, Ring) : null;

    /// <summary>Takes the result of a load: publishes the snapshot, or keeps the one that serves and remembers the faults.</summary>
    public void Take(LoadResult result)
    {
        if (result.Snapshot is { } snapshot) snapshots.Publish(snapshot);
        Volatile.Write(ref _lastFaults, result.Diagnostics);
    }
}
