using Microsoft.Extensions.Caching.Memory;

namespace Authz.Sts.Caching;

/// <summary>
/// What was made, by a text, up to a number of bytes. A full cache takes nothing new and drops what was not asked for longest. A look-up
/// allocates nothing. The text's hash is keyed by the process, so that nobody can choose texts that meet. Thread-safe.
/// </summary>
/// <param name="sizeLimit">Most bytes held, by the sizes that are given.</param>
/// <param name="counters">Counts for several caches together; null: this one counts for itself.</param>
internal sealed class BoundedCache<TValue>(long sizeLimit, CacheCounters? counters = null) : IDisposable
    where TValue : class
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = sizeLimit, TrackStatistics = true });

    /// <summary>Counts what is made and dropped.</summary>
    public CacheCounters Counters { get; } = counters ?? new CacheCounters();

    /// <summary>Hits, misses, and what is held.</summary>
    public MemoryCacheStatistics Statistics => _cache.GetCurrentStatistics()!;

    /// <summary>Looks a text up; null when it is not there.</summary>
    public TValue? Find(ReadOnlySpan<char> key) => _cache.TryGetValue(key, out var value) ? (TValue?)value : null;

    /// <summary>Puts something in, in place of what was there.</summary>
    /// <param name="key">The text.</param>
    /// <param name="value">What it stands for.</param>
    /// <param name="size">Its bytes, estimated.</param>
    /// <param name="end">When it is dropped; null: only when room is needed.</param>
    public void Add(string key, TValue value, long size, DateTimeOffset? end = null)
    {
        var options = new MemoryCacheEntryOptions { Size = size, AbsoluteExpiration = end };
        options.PostEvictionCallbacks.Add(new PostEvictionCallbackRegistration { EvictionCallback = OnEvicted, State = Counters });
        _cache.Set(key, value, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private static void OnEvicted(object key, object? value, EvictionReason reason, object? state)
    {
        if (reason is EvictionReason.Capacity or EvictionReason.Expired) ((CacheCounters)state!).CountEviction();
    }
}
