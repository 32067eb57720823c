using System.Diagnostics;
using Authz.Policies.Names;

namespace Authz.Engine.Requests;

/// <summary>
/// The context of a request: keys, compared without case, and their values. A context may stand on another one that holds what is
/// the same for many requests, such as the facts of a session; the upper one cannot redefine a key of the lower one. Not thread-safe
/// while it is filled.
/// </summary>
public sealed class RequestContext
{
    /// <summary>A context without keys, for what has no variables. Not to be filled.</summary>
    internal static readonly RequestContext Empty = new(capacity: 0);

    private RequestContext? _session;
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

    /// <summary>Forgets all keys, to be filled for another request; nothing may use the context as it was any more.</summary>
    /// <param name="session">The context it stands on; null for none.</param>
    public void Begin(RequestContext? session)
    {
        _session = session;
        Array.Clear(_names, 0, Count);
        Array.Clear(_values, 0, Count);
        Count = 0;
    }

    /// <summary>Adds a key that is not there yet.</summary>
    /// <returns>False, and nothing is changed, when the key is there already, here or below.</returns>
    public bool TryAdd(string name, ContextValue value) => TryAdd(name, CaselessHash.Of(name), value);

    /// <summary>Adds a key that is not there yet.</summary>
    /// <returns>False, and nothing is changed, when the key is there already, here or below.</returns>
    public bool TryAdd(ContextKey key, ContextValue value) => TryAdd(key.Canonical, key.Hash, value);

    /// <summary>Adds a known key that is not there yet.</summary>
    /// <returns>False, and nothing is changed, when the key is there already, here or below.</returns>
    public bool TryAdd<TValue>(KnownKey<TValue> key, TValue value) => TryAdd(key.Key, key.Of(value));

    /// <summary>Adds a key that cannot be there yet, neither here nor below: nobody looks.</summary>
    public void Add(ContextKey key, ContextValue value)
    {
        Debug.Assert(!TryFind(key.Canonical, key.Hash, out _), "a key is given twice, and the first would count");
        Append(key.Canonical, key.Hash, value);
    }

    /// <summary>Looks a key up, here and below.</summary>
    /// <returns>False when the key is absent or its value set is empty: both are missing (section 4.2).</returns>
    public bool TryGet(ContextKey key, out ContextValue value)
    {
        value = default;
        return TryFind(key.Canonical, key.Hash, out value) && !value.IsEmpty;
    }

    /// <summary>The value of a key that is no set; only such a value stands in for a variable (V4).</summary>
    public string? SingleOf(ContextKey key) => !key.IsMultivalued && TryGet(key, out ContextValue value) ? value.Single : null;

    /// <summary>All keys that have a value, as they are spelled in the catalogue or were given; those of the context below last.</summary>
    public IEnumerable<KeyValuePair<string, ContextValue>> All
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                if (!_values[i].IsEmpty) yield return KeyValuePair.Create(_names[i], _values[i]);
            }

            if (_session is null) yield break;
            foreach (KeyValuePair<string, ContextValue> below in _session.All) yield return below;
        }
    }

    private bool TryAdd(string name, ulong hash, ContextValue value)
    {
        if (TryFind(name, hash, out _)) return false;
        Append(name, hash, value);
        return true;
    }

    private void Append(string name, ulong hash, ContextValue value)
    {
        if (Count == _hashes.Length) Grow();
        (_hashes[Count], _names[Count], _values[Count]) = (hash, name, value);
        Count++;
    }

    private bool TryFind(string name, ulong hash, out ContextValue value)
    {
        for (RequestContext? context = this; context is not null; context = context._session)
        {
            ReadOnlySpan<ulong> hashes = context._hashes.AsSpan(0, context.Count);
            for (var i = 0; i < hashes.Length; i++)
            {
                if (hashes[i] != hash || !IsSame(context._names[i], name)) continue;
                value = context._values[i];
                return true;
            }
        }

        value = default;
        return false;
    }

    // most are one and the same text
    private static bool IsSame(string one, string other) =>
        ReferenceEquals(one, other) || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private void Grow()
    {
        var size = Math.Max(4, Count * 2);
        Array.Resize(ref _hashes, size);
        Array.Resize(ref _names, size);
        Array.Resize(ref _values, size);
    }
}
