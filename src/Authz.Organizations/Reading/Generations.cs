namespace Authz.Organizations.Reading;

/// <summary>
/// What one load made and the next may need. A load that ends keeps what it used, nothing else: what it replaced is not held on to. Not
/// thread-safe.
/// </summary>
internal sealed class Generations<TKey, TValue>
    where TKey : notnull
    where TValue : notnull
{
    private Dictionary<TKey, TValue> _before = [];
    private Dictionary<TKey, TValue> _now = [];

    /// <summary>Number of values of the last load.</summary>
    public int Count => _now.Count;

    /// <summary>A load begins.</summary>
    public void Begin()
    {
        (_before, _now) = (_now, _before);
        // of a load that ended by a bug
        _now.Clear();
    }

    /// <summary>A load ends.</summary>
    public void End()
    {
        _before.Clear();
        // what served many is no burden for few
        if (_before.Capacity > 2 * _now.Count + 16) _before.TrimExcess(_now.Count);
    }

    /// <summary>What this load or the one before made, or null.</summary>
    public TValue? Find(TKey key)
    {
        if (_now.TryGetValue(key, out TValue? value)) return value;
        if (_before.TryGetValue(key, out value)) _now.Add(key, value);
        return value;
    }

    /// <summary>What this load or the one before made; made now when there is none.</summary>
    public TValue FindOrMake(TKey key, Func<TKey, TValue> make)
    {
        if (_now.TryGetValue(key, out TValue? value)) return value;
        if (!_before.TryGetValue(key, out value)) value = make(key);
        _now.Add(key, value);
        return value;
    }

    public void Keep(TKey key, TValue value) => _now[key] = value;
}
