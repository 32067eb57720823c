using System.Numerics;
using Authz.Policies.Names;

namespace Authz.Engine.Programs;

/// <summary>
/// What names lead to, found without case by a hash that whoever asks has at hand: the names of one request are hashed once and looked up
/// in many tables. Immutable.
/// </summary>
internal sealed class CaselessTable<TValue>
    where TValue : class
{
    private readonly Entry[] _entries;
    private readonly ulong _mask;

    public CaselessTable(IReadOnlyCollection<KeyValuePair<string, TValue>> values)
    {
        Count = values.Count;
        // at most half full, so that a name that is not there is soon known not to be
        _entries = new Entry[values.Count == 0 ? 1 : (int)BitOperations.RoundUpToPowerOf2((uint)values.Count * 2)];
        _mask = (ulong)_entries.Length - 1;
        foreach ((var name, TValue value) in values)
        {
            var hash = CaselessHash.Of(name);
            var at = hash & _mask;
            while (_entries[at].Value is not null) at = (at + 1) & _mask;
            _entries[at] = new Entry(hash, name, value);
        }
    }

    /// <summary>A table without names.</summary>
    public static CaselessTable<TValue> Empty { get; } = new([]);

    /// <summary>Number of names.</summary>
    public int Count { get; }

    /// <summary>What the name leads to; null when it is not there.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hash">Its <see cref="CaselessHash"/>.</param>
    public TValue? Find(ReadOnlySpan<char> name, ulong hash)
    {
        for (var at = hash & _mask; ; at = (at + 1) & _mask)
        {
            ref readonly Entry entry = ref _entries[at];
            if (entry.Value is null) return null;
            if (entry.Hash == hash && name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)) return entry.Value;
        }
    }

    private readonly record struct Entry(ulong Hash, string Name, TValue? Value);
}
