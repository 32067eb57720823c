namespace Authz.Engine.Evaluation;

/// <summary>
/// What one decision may cost: matching a general pattern takes at most the product of its length and the text's, and a request may bring many long
/// texts to many such patterns. It counts steps, not time, so that a decision is the same on every machine. Of the thread that decides.
/// </summary>
internal static class EvaluationBudget
{
    /// <summary>Steps of general patterns for one decision; some 25 ms.</summary>
    public const long Steps = 4_000_000;

    [ThreadStatic]
    private static bool _isOn;

    [ThreadStatic]
    private static long _spent;

    /// <summary>A decision begins.</summary>
    public static void Begin() => (_isOn, _spent) = (true, 0);

    /// <summary>It ends.</summary>
    /// <returns>Whether it cost too much, so that not every pattern was looked at.</returns>
    public static bool End()
    {
        _isOn = false;
        return _spent > Steps;
    }

    /// <summary>Counts steps.</summary>
    /// <returns>False: what goes on costs too much, and its outcome does not count any more.</returns>
    public static bool Spend(long steps)
    {
        if (!_isOn) return true;
        _spent += steps;
        return _spent <= Steps;
    }
}
