namespace Authz.Engine.Requests;

/// <summary>
/// The context of a request: keys, compared without case, and their values. A context may stand on another one that holds what is
/// the same for many requests, such as the facts of a session; the upper one cannot redefine a key of the lower one. Not thread-safe
/// while it is filled.
/// </summary>
public sealed class RequestContext
{
    private readonly RequestContext? _session;
    private ulong[] _hashes;
    private string[] _names;
    private ContextValue[] _values;

    /// <summary>Makes an empty context.</summary>
    /// <param name="session">The context it stands on; null for none.</param>
    /// <param name="capacity">Keys that fit without growing.</param>
    public RequestContext(RequestContext? session = null, int capacity = 16)
    {
        _session = session;
        _hashes = new ulong[capacity];
        _names = new string[capacity];
        _values = new ContextValue[capacity];
    }

    /// <summary>Number of keys, those of the context below not counted.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key that is not there yet.</summary>
    /// <returns>False, and nothing is changed, when the key is there already, here or below.</returns>
    public bool TryAdd(string name, ContextValue value) => TryAdd(name, ContextKey.HashOf(name), value);

    /// <summary>Adds a key that is not there yet.</summary>
    /// <returns>False, and nothing is changed, when the key is there already, here or below.</returns>
    public bool TryAdd(ContextKey key, ContextValue value) => TryAdd(key.Name, key.Hash, value);

    /// <summary>Adds a known key that is not there yet.</summary>
    /// <returns>False, and nothing is changed, when the key is there already, here or below.</returns>
    public bool TryAdd<TValue>(KnownKey<TValue> key, TValue value) => TryAdd(key.Key, key.Of(value));

    /// <summary>Looks a key up, here and below.</summary>
    /// <returns>False when the key is absent or its value set is empty: both are missing (section 4.2).</returns>
    public bool TryGet(ContextKey key, out ContextValue value)
    {
        value = default;
        return TryFind(key.Name, key.Hash, out value) && !value.IsEmpty;
    }

    /// <summary>The value of a key that is no set; only such a value stands in for a variable (V4).</summary>
    public string? SingleOf(ContextKey key) => !key.IsMultivalued && TryGet(key, out ContextValue value) ? value.Single : null;

    private bool TryAdd(string name, ulong hash, ContextValue value)
    {
        if (TryFind(name, hash, out _)) return false;
        if (Count == _hashes.Length) Grow();
        (_hashes[Count], _names[Count], _values[Count]) = (hash, name, value);
        Count++;
        return true;
    }

    private bool TryFind(string name, ulong hash, out ContextValue value)
    {
        ReadOnlySpan<ulong> hashes = _hashes.AsSpan(0, Count);
        for (var from = 0; from < hashes.Length;)
        {
            var found = hashes[from..].IndexOf(hash);
            if (found < 0) break;
            found += from;
            if (ReferenceEquals(_names[found], name) || string.Equals(_names[found], name, StringComparison.OrdinalIgnoreCase))
            {
                value = _values[found];
                return true;
            }

            from = found + 1;
        }

        value = default;
        return _session is not null && _session.TryFind(name, hash, out value);
    }

    private void Grow()
    {
        var size = Math.Max(4, Count * 2);
        Array.Resize(ref _hashes, size);
        Array.Resize(ref _names, size);
        Array.Resize(ref _values, size);
    }
}
