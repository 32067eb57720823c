namespace Authz.Organizations.Snapshots;

/// <summary>The one reference that a reload swaps. Thread-safe: readers take it once a request and keep what they got.</summary>
public sealed class SnapshotHolder
{
    private Snapshot? _current;

    /// <summary>The snapshot that serves; null before the first load.</summary>
    public Snapshot? Current => Volatile.Read(ref _current);

    /// <summary>Puts a snapshot in place of the one that serves.</summary>
    public void Publish(Snapshot snapshot) => Volatile.Write(ref _current, snapshot);
}
