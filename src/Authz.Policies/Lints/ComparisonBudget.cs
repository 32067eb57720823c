namespace Authz.Policies.Lints;

/// <summary>
/// How many steps comparisons may take, so that comparing each with each ends soon on a text of any size. Once it is spent, every
/// comparison answers no, which may miss something and is never wrong.
/// </summary>
internal sealed class ComparisonBudget(int steps)
{
    private int _left = steps;

    /// <summary>No bound, for a single pair of patterns.</summary>
    public static ComparisonBudget ForOnePair() => new(int.MaxValue);

    /// <summary>Takes steps; false when not so many are left.</summary>
    public bool Take(int steps = 1)
    {
        if (steps > _left) _left = 0;
        else _left -= steps;
        return _left > 0;
    }
}
