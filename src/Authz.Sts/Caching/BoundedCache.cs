using Microsoft.Extensions.Caching.Memory;

namespace Authz.Sts.Caching;

/// <summary>
/// What was made, by a text or another value, up to a number of bytes. A full cache takes nothing new and drops what was not asked for longest. A look-up
/// allocates nothing. The text's hash is keyed by the process, so that nobody can choose texts that meet. Thread-safe.
/// </summary>
/// <param name="sizeLimit">Most bytes held, by the sizes that are given.</param>
/// <param name="counters">Counts for several caches together; null: this one counts for itself, look-ups too, and must be disposed of.</param>
internal sealed class BoundedCache<TValue>(long sizeLimit, CacheCounters? counters = null) : IDisposable
    where TValue : class
{
    // the counts of look-ups are kept by each thread, and with them a cache that nobody disposes of
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = sizeLimit, TrackStatistics = counters is null });
    private long _size;

    /// <summary>Counts what is made and dropped.</summary>
    public CacheCounters Counters { get; } = counters ?? new CacheCounters();

    /// <summary>Entries held.</summary>
    public int Count => _cache.Count;

    /// <summary>Bytes held, by the sizes that were given; where somebody else counts, with what was just dropped.</summary>
    public long Size => _cache.GetCurrentStatistics()?.CurrentEstimatedSize ?? Volatile.Read(ref _size);

    /// <summary>Look-ups that found something, and that found nothing; 0 when somebody else counts.</summary>
    public (long Hits, long Misses) Lookups => _cache.GetCurrentStatistics() is { } counted ? (counted.TotalHits, counted.TotalMisses) : default;

    /// <summary>Looks a text up; null when it is not there.</summary>
    public TValue? Find(ReadOnlySpan<char> key) => _cache.TryGetValue(key, out var value) ? (TValue?)value : null;

    /// <summary>Looks up what is no text; null when it is not there.</summary>
    public TValue? Find(object key) => _cache.TryGetValue(key, out var value) ? (TValue?)value : null;

    /// <summary>Puts something in, in place of what was there.</summary>
    /// <param name="key">The text, or another immutable value that equals its like.</param>
    /// <param name="value">What it stands for.</param>
    /// <param name="size">Its bytes, estimated.</param>
    /// <param name="end">When it is dropped; null: only when room is needed.</param>
    public void Add(object key, TValue value, long size, DateTimeOffset? end = null)
    {
        var options = new MemoryCacheEntryOptions { Size = size, AbsoluteExpiration = end };
        options.PostEvictionCallbacks.Add(new PostEvictionCallbackRegistration { EvictionCallback = OnEvicted, State = new Held(this, size) });
        Interlocked.Add(ref _size, size);
        _cache.Set(key, value, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private static void OnEvicted(object key, object? value, EvictionReason reason, object? state)
    {
        var held = (Held)state!;
        Interlocked.Add(ref held.Cache._size, -held.Size);
        if (reason is EvictionReason.Capacity or EvictionReason.Expired) held.Cache.Counters.CountEviction();
    }

    private sealed record Held(BoundedCache<TValue> Cache, long Size);
}
