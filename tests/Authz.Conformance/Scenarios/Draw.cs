namespace Authz.Conformance.Scenarios;

/// <summary>
/// The source of all choices of one scenario: SplitMix64 from a seed, written out so that a seed names the same scenario
/// in every version of the runtime and of CsCheck.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="choices">Choices that come before those of the seed, a byte for each.</param>
public sealed class Draw(ulong seed, ReadOnlyMemory<byte> choices = default)
{
    private ulong _state = seed;
    private int _chosen;

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => _chosen < choices.Length ? choices.Span[_chosen++] % count : (int)(Next() % (ulong)count);

    public bool Percent(int percent) => Below(100) < percent;

    public T One<T>(params T[] choices) => choices[Below(choices.Length)];

    /// <summary>One choice, each as likely as its weight.</summary>
    public T Weighted<T>(params (int Weight, T Choice)[] choices)
    {
        var left = Below(choices.Sum(choice => choice.Weight));
        return choices.First(choice => (left -= choice.Weight) < 0).Choice;
    }

    /// <summary>Between one and <paramref name="most"/> different choices.</summary>
    public List<T> Some<T>(int most, params T[] choices)
    {
        var count = 1 + Below(most);
        return Enumerable.Range(0, count).Select(_ => One(choices)).Distinct().ToList();
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
