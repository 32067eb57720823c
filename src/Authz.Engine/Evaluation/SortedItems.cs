using System.Runtime.CompilerServices;

namespace Authz.Engine.Evaluation;

/// <summary>
/// Items, each once, in order. <c>default</c> is empty. A few allocate nothing before they are asked for; many are added in any order in the
/// time of their number times its logarithm, and the moves of an insertion.
/// </summary>
internal struct SortedItems<T>
    where T : class
{
    private Few _few;
    private T[]? _many;
    private int _count;

    /// <summary>Adds an item that is not there yet.</summary>
    public void Add(T item, Comparison<T> compare)
    {
        Span<T> items = _many is null ? _few : _many;
        var at = _count;
        // most come in order
        if (at > 0 && compare(items[at - 1], item) >= 0)
        {
            at = PlaceOf(item, items[.._count], compare);
            if (at < _count && compare(items[at], item) == 0) return;
        }

        if (_count == items.Length) items = Grow();
        items[at.._count].CopyTo(items[(at + 1)..]);
        items[at] = item;
        _count++;
    }

    /// <summary>The items.</summary>
    public readonly T[] ToArray()
    {
        if (_count == 0) return [];
        ReadOnlySpan<T> items = _many is null ? _few : _many;
        return items[.._count].ToArray();
    }

    private T[] Grow()
    {
        if (_many is not null)
        {
            Array.Resize(ref _many, _count * 2);
            return _many;
        }

        _many = new T[Few.Length * 2];
        ((ReadOnlySpan<T>)_few).CopyTo(_many);
        return _many;
    }

    // the first place whose item is not before the given one
    private static int PlaceOf(T item, ReadOnlySpan<T> items, Comparison<T> compare)
    {
        int low = 0, high = items.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (compare(items[middle], item) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 6;

        private T _first;
    }
}
