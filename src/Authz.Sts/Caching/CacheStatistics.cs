namespace Authz.Sts.Caching;

/// <summary>What a cache did since it was made, and what it holds now.</summary>
/// <param name="Hits">Look-ups that found something.</param>
/// <param name="Misses">Look-ups that found nothing.</param>
/// <param name="Builds">How often something was made: a token verified, a program compiled.</param>
/// <param name="Evictions">Entries that were dropped because they ended or because the cache was full.</param>
/// <param name="Count">Entries held.</param>
/// <param name="Size">Bytes held, estimated.</param>
public readonly record struct CacheStatistics(long Hits, long Misses, long Builds, long Evictions, long Count, long Size);
