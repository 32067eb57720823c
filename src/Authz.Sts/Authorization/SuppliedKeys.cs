using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Authz.Sts.Authorization;

/// <summary>
/// The keys that services name, each read once. A service names the same few again and again; beyond <see cref="Limit"/> further ones are
/// read anew each time. Thread-safe.
/// </summary>
public sealed class SuppliedKeys
{
    /// <summary>Most keys that are remembered.</summary>
    public const int Limit = 1024;

    private readonly ConcurrentDictionary<string, SuppliedKey> _known = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Finds or reads a name.</summary>
    public bool TryFind(string text, [NotNullWhen(true)] out SuppliedKey? key) =>
        _known.TryGetValue(text, out key) || (SuppliedKey.TryParse(text, out key) && Remember(text, key));

    private bool Remember(string text, SuppliedKey key)
    {
        // counted before, so that many at once do not pass the limit
        if (Volatile.Read(ref _count) < Limit && Interlocked.Increment(ref _count) <= Limit) _known.TryAdd(text, key);
        return true;
    }
}
