namespace Authz.Organizations.Snapshots;

/// <summary>
/// The one reference that a reload swaps, and which revisions it held before. Thread-safe: readers take it once a request and keep what
/// they got.
/// </summary>
public sealed class SnapshotHolder
{
    /// <summary>Number of publications that are remembered.</summary>
    public const int MaxRemembered = 1024;

    private readonly Lock _publishing = new();
    private readonly Queue<string> _published = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private Snapshot? _current;
    private TaskCompletionSource _next = NewSource();

    /// <summary>The snapshot that serves; null before the first load.</summary>
    public Snapshot? Current => Volatile.Read(ref _current);

    /// <summary>Ends at the next publication after this call.</summary>
    public Task NextPublication
    {
        get
        {
            lock (_publishing) return _next.Task;
        }
    }

    /// <summary>Puts a snapshot in place of the one that serves.</summary>
    public void Publish(Snapshot snapshot)
    {
        TaskCompletionSource published;
        lock (_publishing)
        {
            // INVARIANT: a revision is remembered only after it has served, so that whoever finds it here gets it or a later one
            Volatile.Write(ref _current, snapshot);
            Remember(snapshot.Revision);
            (published, _next) = (_next, NewSource());
        }

        published.SetResult();
    }

    /// <summary>Whether a revision serves, or served before the one that does, as far as remembered. Every snapshot taken after this call
    /// is that revision or a later one.</summary>
    public bool HasReached(string revision)
    {
        if (Current is { } current && string.Equals(current.Revision, revision, StringComparison.Ordinal)) return true;
        lock (_publishing) return _counts.ContainsKey(revision);
    }

    private void Remember(string revision)
    {
        _published.Enqueue(revision);
        _counts[revision] = _counts.GetValueOrDefault(revision) + 1;
        if (_published.Count <= MaxRemembered) return;
        var oldest = _published.Dequeue();
        if (--_counts[oldest] == 0) _counts.Remove(oldest);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
