using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Comparisons;

/// <summary>The measured rounds of several servers.</summary>
/// <param name="Servers">Their names.</param>
/// <param name="Rounds">For each round a measurement of each server, in the order of their names.</param>
internal sealed record Comparison(IReadOnlyList<string> Servers, IReadOnlyList<IReadOnlyList<Measurement>> Rounds)
{
    /// <summary>A figure of a server.</summary>
    public Spread Of(Figure figure, int server) => Spread.Of(Rounds.Select(r => figure.Of(r[server])));

    /// <summary>Ratio of a figure of two servers, taken round by round: between neighbours in time.</summary>
    public Spread Ratio(Figure figure, int server, int to) => Spread.Of(Rounds.Select(r => figure.Of(r[server]) / figure.Of(r[to])));
}
