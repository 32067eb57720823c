namespace Authz.Sts.SingleUse;

/// <summary>What opening a store found.</summary>
/// <param name="Store">The store; null when its file cannot be read whole.</param>
/// <param name="Fault">Why not; empty when it was opened.</param>
public sealed record SingleUseStoreResult(SingleUseStore? Store, string Fault);

/// <summary>
/// Lets each fact count once. With a file, an accepted use is on disk before it is answered, so that it is used after a crash too; uses that
/// come at the same time share one write. What cannot be recorded is not accepted. Thread-safe.
/// </summary>
public sealed class SingleUseStore : IDisposable
{
    /// <summary>Default of the most facts that are remembered at a time; further ones are refused until some expire.</summary>
    public const int DefaultCapacity = 1_000_000;

    // one writes, others note what they want to have written; taken in this order
    private readonly Lock _writing = new();
    private readonly Lock _noting = new();
    private readonly TimeProvider _time;
    private readonly string? _path;
    private readonly int _capacity;
    private FactTable _table;
    private FactJournal? _journal;
    private FactBatch _batch = new();

    private SingleUseStore(TimeProvider time, string? path, int capacity) =>
        (_time, _path, _capacity, _table) = (time, path, capacity, new FactTable(capacity));

    /// <summary>How many facts are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_noting) return _table.Count;
        }
    }

    /// <summary>A store that forgets with the process; for keys that do so too.</summary>
    public static SingleUseStore InMemory(TimeProvider time, int capacity = DefaultCapacity) => new(time, null, capacity);

    /// <summary>
    /// Opens the store of a file. An absent file holds nothing; one that cannot be read whole is a fault: what cannot be seen may have been
    /// used. It is written from the first use on, and then belongs to this process until it ends.
    /// </summary>
    public static SingleUseStoreResult Open(string path, TimeProvider time, int capacity = DefaultCapacity)
    {
        var fault = FactJournal.Read(path, new FactTable(capacity));
        return fault.Length > 0 ? new SingleUseStoreResult(null, fault) : new SingleUseStoreResult(new SingleUseStore(time, path, capacity), "");
    }

    /// <summary>Uses a fact. Of all who use one fact, at whatever time, exactly one is accepted.</summary>
    public SingleUseResult Use(SingleUseFact fact)
    {
        if (_path is not null && Take(_path) is { Length: > 0 } fault) return new SingleUseResult(SingleUseAnswer.Unavailable, fault);
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var name = FactName.Of(fact.Name);
        FactBatch batch;
        lock (_noting)
        {
            // from here on it is used for everybody else, whatever becomes of it
            SingleUseAnswer answer = _table.Use(name, new KnownFact(fact.Value, EndOf(fact)), now, out KnownFact known);
            if (answer == SingleUseAnswer.Unavailable) return new SingleUseResult(answer, $"{_capacity} facts are remembered already");
            if (answer == SingleUseAnswer.Used || _path is null) return new SingleUseResult(answer, "");
            batch = _batch;
            batch.Add(FactLine.Write(name, known));
        }

        fault = Write(batch, now);
        return new SingleUseResult(fault.Length == 0 ? SingleUseAnswer.Accepted : SingleUseAnswer.Unavailable, fault);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _journal?.Dispose();
            _journal = null;
        }
    }

    private string Take(string path)
    {
        if (Volatile.Read(ref _journal) is not null) return "";
        lock (_writing)
        {
            if (_journal is not null) return "";
            var journal = new FactJournal(path);
            var table = new FactTable(_capacity);
            var fault = Try(() =>
            {
                journal.Take();
                // now nobody else adds to it
                if (FactJournal.Read(path, table) is { Length: > 0 } damage) throw new IOException(damage);
                table.Sweep(_time.GetUtcNow().ToUnixTimeSeconds());
                journal.Rewrite(table.All);
            });
            if (fault.Length > 0)
            {
                journal.Dispose();
                return fault;
            }

            lock (_noting) _table = table;
            Volatile.Write(ref _journal, journal);
            return "";
        }
    }

    private string Write(FactBatch batch, long now)
    {
        lock (_writing)
        {
            // who wrote before us wrote ours too
            if (batch.IsDone) return batch.Fault;
            KeyValuePair<string, KnownFact>[]? all = null;
            lock (_noting)
            {
                _batch = new FactBatch();
                if (_journal is { } held && (!held.IsWhole || held.IsBloated(_table.Count)))
                {
                    _table.Sweep(now);
                    all = [.. _table.All];
                }
            }

            batch.Finish(_journal is not { } journal ? "the store is closed" : Try(() =>
            {
                if (all is null) journal.Append(batch.ToString(), batch.Count);
                else journal.Rewrite(all);
            }));
            return batch.Fault;
        }
    }

    // the second that has begun when it expires belongs to it
    private static long EndOf(in SingleUseFact fact) => fact.Expiration.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds();

    private static string Try(Action write)
    {
        try
        {
            write();
            return "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message.TrimEnd('.');
        }
    }
}
