using Authz.Organizations.Snapshots;

namespace Authz.Sidecar.Audit;

/// <summary>
/// Decisions that can be asked about: the latest, for a bounded time and in bounded memory, denials apart from allows, so that many allows do not
/// push out a denial. Of allows so many a second are remembered as cost nothing to speak of. Thread-safe.
/// </summary>
internal sealed class DecisionMemory : IDisposable
{
    /// <summary>Most allows of a second that are remembered.</summary>
    public const int AllowsPerSecond = 1000;

    // the policies of a decision are found while its revision is among these: the one that serves and those before it
    private const int Revisions = 3;

    // what a record takes at least, from which the number of places follows
    private const int LeastSize = 512;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Shelf _denials;
    private readonly Shelf _allows;
    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;
    private readonly Lock _gate = new();
    private readonly List<Snapshot> _snapshots = [];
    private Snapshot? _last;
    private int _allowsLeft = AllowsPerSecond;

    public DecisionMemory(AuditOptions options, TimeProvider time)
    {
        (_time, _longest) = (time, options.MemoryTime);
        _denials = new Shelf(options.MemoryBytes / 2);
        _allows = new Shelf(options.MemoryBytes / 2);
        if (IsOn) _timer = time.CreateTimer(static memory => ((DecisionMemory)memory!).Tick(), this, Second, Second);
    }

    /// <summary>Whether anything is remembered.</summary>
    public bool IsOn => _longest > TimeSpan.Zero;

    /// <summary>Whether a decision would be remembered now. An allow that is asked for counts.</summary>
    public bool Takes(bool isAllowed) =>
        IsOn && (!isAllowed || (Volatile.Read(ref _allowsLeft) > 0 && Interlocked.Decrement(ref _allowsLeft) >= 0));

    /// <summary>Remembers a decision.</summary>
    /// <param name="record">The decision.</param>
    /// <param name="snapshot">By what it was decided; null: by nothing.</param>
    public void Add(DecisionRecord record, Snapshot? snapshot)
    {
        if (snapshot is not null && !ReferenceEquals(Volatile.Read(ref _last), snapshot)) Keep(snapshot);
        (record.IsAllowed ? _allows : _denials).Add(record);
    }

    /// <summary>A decision by its id, 32 hexadecimal digits; null when it is not remembered.</summary>
    public DecisionRecord? Find(string id)
    {
        DecisionRecord? found = _denials.Find(id) ?? _allows.Find(id);
        return found is not null && _time.GetUtcNow() - found.At <= _longest ? found : null;
    }

    /// <summary>The policies of a revision; null when they are not kept any more.</summary>
    public Snapshot? FindRevision(string revision)
    {
        lock (_gate) return _snapshots.Find(s => s.Revision == revision);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Keep(Snapshot snapshot)
    {
        lock (_gate)
        {
            // a request that was pinned before the last publication is no news
            if (_snapshots.Contains(snapshot)) return;
            _snapshots.Add(snapshot);
            if (_snapshots.Count > Revisions) _snapshots.RemoveAt(0);
            Volatile.Write(ref _last, _snapshots[^1]);
        }
    }

    private void Tick()
    {
        Volatile.Write(ref _allowsLeft, AllowsPerSecond);
        DateTimeOffset oldest = _time.GetUtcNow() - _longest;
        _denials.Forget(oldest);
        _allows.Forget(oldest);
    }

    // a ring: a new record takes the place of the oldest
    private sealed class Shelf(int mostBytes)
    {
        private readonly DecisionRecord?[] _places = new DecisionRecord?[Math.Max(16, mostBytes / LeastSize)];
        private long _next;
        private long _oldest;
        private long _bytes;

        public void Add(DecisionRecord record)
        {
            var at = Interlocked.Increment(ref _next) - 1;
            Interlocked.Add(ref _bytes, record.Size);
            Take(Interlocked.Exchange(ref _places[at % _places.Length], record));
            // large records push out several
            while (Volatile.Read(ref _bytes) > mostBytes) Take(Interlocked.Exchange(ref _places[(Interlocked.Increment(ref _oldest) - 1) % _places.Length], null));
        }

        public DecisionRecord? Find(string id)
        {
            foreach (DecisionRecord? record in _places)
            {
                if (record is not null && record.Id.ToString() == id) return record;
            }

            return null;
        }

        public void Forget(DateTimeOffset oldest)
        {
            for (var i = 0; i < _places.Length; i++)
            {
                if (Volatile.Read(ref _places[i]) is { } record && record.At < oldest && Interlocked.CompareExchange(ref _places[i], null, record) == record)
                    Take(record);
            }
        }

        private void Take(DecisionRecord? record)
        {
            if (record is not null) Interlocked.Add(ref _bytes, -record.Size);
        }
    }
}
