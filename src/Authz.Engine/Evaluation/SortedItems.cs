namespace Authz.Engine.Evaluation;

/// <summary>A few items, each once, in order. <c>default</c> is empty. Many are added in any order in the time of their number times its logarithm, and the moves of an insertion.</summary>
internal struct SortedItems<T>
    where T : class
{
    private T[]? _items;
    private int _count;

    /// <summary>Adds an item that is not there yet.</summary>
    public void Add(T item, Comparison<T> compare)
    {
        var at = _count;
        // most come in order
        if (at > 0 && compare(_items![at - 1], item) >= 0)
        {
            at = PlaceOf(item, compare);
            if (at < _count && compare(_items[at], item) == 0) return;
        }

        // most have one or two
        if (_items is null) _items = new T[2];
        else if (_count == _items.Length) Array.Resize(ref _items, _count * 2);
        Array.Copy(_items, at, _items, at + 1, _count - at);
        _items[at] = item;
        _count++;
    }

    /// <summary>The items; for the last time, since they are not copied when there is no room for more.</summary>
    public readonly T[] ToArray() => _count == 0 ? [] : _count == _items!.Length ? _items : _items.AsSpan(0, _count).ToArray();

    // the first place whose item is not before the given one
    private readonly int PlaceOf(T item, Comparison<T> compare)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (compare(_items![middle], item) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
