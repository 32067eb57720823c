namespace Authz.Sts.Caching;

/// <summary>Counts what is made and dropped. Thread-safe.</summary>
internal sealed class CacheCounters
{
    private long _builds;
    private long _evictions;

    /// <summary>Something was made.</summary>
    public void CountBuild() => Interlocked.Increment(ref _builds);

    /// <summary>An entry was dropped.</summary>
    public void CountEviction() => Interlocked.Increment(ref _evictions);

    /// <summary>These counts beside what else is known.</summary>
    public CacheStatistics With(long hits, long misses, long count, long size) =>
        new(hits, misses, Volatile.Read(ref _builds), Volatile.Read(ref _evictions), count, size);
}
