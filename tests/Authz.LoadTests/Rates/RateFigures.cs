using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Rates;

/// <summary>What a server answers at a fixed rate.</summary>
/// <param name="Name">Which server, and how.</param>
/// <param name="PerSecond">The rate.</param>
/// <param name="Latencies">The durations from when the calls were due.</param>
internal sealed record RateFigures(string Name, double PerSecond, Latencies Latencies)
{
    /// <summary>The percentiles that are reported.</summary>
    public static readonly IReadOnlyList<double> Percentiles = [50, 99, 99.9, 99.99];
}
