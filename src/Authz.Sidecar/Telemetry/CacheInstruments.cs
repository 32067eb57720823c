using System.Diagnostics.Metrics;
using Authz.Sts.Caching;

namespace Authz.Sidecar.Telemetry;

/// <summary>Shows what caches do and hold.</summary>
internal static class CacheInstruments
{
    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="caches">Caches by name.</param>
    public static void Register(Meter meter, params (string Name, Func<CacheStatistics> Read)[] caches)
    {
        meter.CreateObservableCounter("authz.cache.hits", () => Read(static s => s.Hits), "{lookup}", "Look-ups that found an entry.");
        meter.CreateObservableCounter("authz.cache.misses", () => Read(static s => s.Misses), "{lookup}", "Look-ups that found none.");
        meter.CreateObservableCounter("authz.cache.builds", () => Read(static s => s.Builds), "{build}", "Tokens verified, programs compiled, issuers asked for keys.");
        meter.CreateObservableCounter(
            "authz.cache.evictions", () => Read(static s => s.Evictions), "{entry}", "Entries dropped at their end or for want of room.");
        meter.CreateObservableGauge("authz.cache.entries", () => Read(static s => s.Count), "{entry}", "Entries held.");
        meter.CreateObservableGauge("authz.cache.size", () => Read(static s => s.Size), "By", "Bytes held, estimated.");

        IEnumerable<Measurement<long>> Read(Func<CacheStatistics, long> part) =>
            caches.Select(c => new Measurement<long>(part(c.Read()), new KeyValuePair<string, object?>("cache", c.Name)));
    }
}
