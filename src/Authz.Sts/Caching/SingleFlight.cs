using System.Collections.Concurrent;

namespace Authz.Sts.Caching;

/// <summary>
/// Does work once for all who want the same at the same time; the others wait and take its result, also when it is a refusal. Remembers
/// nothing: it holds at most what is asked at one moment. Thread-safe.
/// </summary>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Flight> _underway = new();

    /// <summary>Does the work, or waits for who does it already. If it throws, the next who waits tries.</summary>
    /// <param name="key">What is wanted.</param>
    /// <param name="work">Makes it. Runs on the thread of one who wants it.</param>
    public TResult Do(TKey key, Func<TResult> work)
    {
        var mine = new Flight();
        Flight flight = _underway.GetOrAdd(key, mine);
        try
        {
            return flight.Do(work);
        }
        finally
        {
            if (ReferenceEquals(flight, mine)) _underway.TryRemove(KeyValuePair.Create(key, mine));
        }
    }

    private sealed class Flight
    {
        private readonly Lock _working = new();
        private bool _isDone;
        private TResult? _result;

        public TResult Do(Func<TResult> work)
        {
            lock (_working)
            {
                if (!_isDone) (_result, _isDone) = (work(), true);
                return _result!;
            }
        }
    }
}
