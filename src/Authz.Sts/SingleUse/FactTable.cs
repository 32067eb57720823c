namespace Authz.Sts.SingleUse;

/// <summary>The facts that were used and have not expired, bounded. Not thread-safe.</summary>
/// <param name="capacity">Most facts.</param>
internal sealed class FactTable(int capacity)
{
    private const int LeastBeforeSweep = 1024;

    private readonly Dictionary<string, KnownFact> _facts = new(StringComparer.Ordinal);
    private int _nextSweep = LeastBeforeSweep;

    public int Count => _facts.Count;

    public IEnumerable<KeyValuePair<string, KnownFact>> All => _facts;

    /// <summary>Uses a fact, if it was not used and there is room.</summary>
    /// <param name="name">Its name, as it is kept.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="now">Seconds since 1970-01-01 UTC.</param>
    /// <param name="known">What is to be remembered when it is accepted.</param>
    public SingleUseAnswer Use(string name, KnownFact fact, long now, out KnownFact known)
    {
        known = fact;
        if (_facts.TryGetValue(name, out KnownFact before) && now < before.Expiration)
        {
            if (fact.Value <= before.Value) return SingleUseAnswer.Used;
            known = fact with { Expiration = Math.Max(fact.Expiration, before.Expiration) };
        }
        else if (!HasRoom(now))
        {
            return SingleUseAnswer.Unavailable;
        }

        _facts[name] = known;
        return SingleUseAnswer.Accepted;
    }

    /// <summary>Takes over what was remembered; the greatest value of a name stands, whatever the order.</summary>
    public void Add(string name, KnownFact fact)
    {
        KnownFact before = _facts.GetValueOrDefault(name, new KnownFact(long.MinValue, 0));
        _facts[name] = new KnownFact(Math.Max(fact.Value, before.Value), Math.Max(fact.Expiration, before.Expiration));
    }

    /// <summary>Forgets what has expired.</summary>
    public void Sweep(long now)
    {
        foreach ((var name, KnownFact fact) in _facts)
        {
            if (fact.Expiration <= now) _facts.Remove(name);
        }

        _nextSweep = Math.Max(LeastBeforeSweep, 2 * _facts.Count);
    }

    // each sweep pays for as many additions as it looked at
    private bool HasRoom(long now)
    {
        if (_facts.Count >= _nextSweep || _facts.Count >= capacity) Sweep(now);
        return _facts.Count < capacity;
    }
}
