using System.Runtime.CompilerServices;
using Authz.Organizations.Providers;
using Authz.Sts.Caching;
using Authz.Sts.Federation.WebIdentity;

namespace Authz.Sts.Federation.Issuers;

/// <summary>The keys of all issuers: those given with a provider, and those that issuers show. Nothing blocks while it waits. Thread-safe.</summary>
public sealed class IssuerKeys : IDisposable
{
    /// <summary>Most issuers whose keys are held.</summary>
    public const int MaximumIssuers = 1000;

    /// <summary>Most calls that wait for keys at the same time.</summary>
    public const int MaximumWaiting = 1000;

    /// <summary>Most issuers that are asked at the same time.</summary>
    public const int MaximumFetches = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KnownIssuer> _issuers = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<OidcProvider, GivenKeys> _given = [];
    private readonly SemaphoreSlim _fetches = new(MaximumFetches);
    private readonly Func<string, Task<FetchedKeys>> _fetch;
    private readonly Action<FetchReport> _report;
    private readonly TimeProvider _time;
    private readonly CacheCounters _counters = new();
    private long _hits;
    private long _misses;
    private int _waiting;

    /// <summary>Asks issuers by HTTPS.</summary>
    /// <param name="options">How.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Hears of each fetch.</param>
    public IssuerKeys(FederationOptions options, TimeProvider time, Action<FetchReport> report)
        : this(new IssuerDocuments(options).FetchAsync, time, report)
    {
    }

    internal IssuerKeys(Func<string, Task<FetchedKeys>> fetch, TimeProvider time, Action<FetchReport> report) =>
        (_fetch, _time, _report) = (fetch, time, report);

    /// <summary>What became of issuers' keys: a build is a fetch.</summary>
    public CacheStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                return _counters.With(
                    Volatile.Read(ref _hits), Volatile.Read(ref _misses), _issuers.Count, _issuers.Values.Sum(static i => (long)i.Size));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _fetches.Dispose();

    /// <summary>The key by which a provider's token says to be signed.</summary>
    internal async ValueTask<KeyLookup> FindAsync(OidcProvider provider, WebTokenHeader header, CancellationToken cancellation)
    {
        if (provider.KeySet is not null) return FindGiven(provider, header);
        KnownIssuer issuer = Enter(provider.Url);
        if (issuer.Find(header) is { } key)
        {
            Interlocked.Increment(ref _hits);
            return KeyLookup.Of(key);
        }

        Interlocked.Increment(ref _misses);
        if (issuer.Refresh(header) is not { } flight || await WaitAsync(flight, cancellation).ConfigureAwait(false)) return issuer.Answer(header);
        // old keys count also for who may not wait: others must not be able to keep an issuer's tokens out
        return issuer.Answer(header) is { Key: not null } held ? held : KeyLookup.NotReached;
    }

    // they never change, and go with their organization
    private KeyLookup FindGiven(OidcProvider provider, WebTokenHeader header)
    {
        GivenKeys given = _given.GetValue(provider, static p => new GivenKeys(KeySetReader.Read(p.KeySet!.Value, out _)));
        return given.Set is { } set ? KeyLookup.Of(set.Find(header)) : KeyLookup.Of(FetchOutcome.Invalid);
    }

    private KnownIssuer Enter(string issuer)
    {
        lock (_gate)
        {
            if (_issuers.TryGetValue(issuer, out KnownIssuer? known)) return known;
            if (_issuers.Count >= MaximumIssuers)
            {
                _issuers.Remove(_issuers.MinBy(static i => i.Value.UsedAt).Key);
                _counters.CountEviction();
            }

            return _issuers[issuer] = new KnownIssuer(issuer, FetchAsync, _time);
        }
    }

    private async Task<bool> WaitAsync(Task flight, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaximumWaiting) return false;
            await flight.WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    // a slow issuer holds one place, and each look at it is bounded in time
    private async Task<FetchedKeys> FetchAsync(string issuer)
    {
        await _fetches.WaitAsync().ConfigureAwait(false);
        try
        {
            _counters.CountBuild();
            var start = _time.GetTimestamp();
            FetchedKeys fetched = await _fetch(issuer).ConfigureAwait(false);
            _report(new FetchReport(issuer, fetched.Outcome, fetched.Detail, _time.GetElapsedTime(start)));
            return fetched;
        }
        finally
        {
            _fetches.Release();
        }
    }

    private sealed record GivenKeys(IssuerKeySet? Set);
}
