using System.Globalization;

namespace Authz.Conformance.Comparison;

/// <summary>How much to compare.</summary>
/// <param name="Scenarios">How many scenarios; AUTHZ_CONFORMANCE_SCENARIOS, default 20,000.</param>
/// <param name="Seed">The first scenario's seed, the others count up from it; AUTHZ_CONFORMANCE_SEED, default 1.</param>
/// <param name="MostDifferences">Stop after so many: each is shrunk, which costs hundreds of evaluations.</param>
public sealed record ComparisonSettings(int Scenarios, ulong Seed, int MostDifferences = 5)
{
    public const int DefaultScenarios = 20_000;

    /// <summary>Reads the environment; a value that is no number is refused.</summary>
    public static ComparisonSettings FromEnvironment()
    {
        var scenarios = Environment.GetEnvironmentVariable("AUTHZ_CONFORMANCE_SCENARIOS");
        var seed = Environment.GetEnvironmentVariable("AUTHZ_CONFORMANCE_SEED");
        return new ComparisonSettings(
            string.IsNullOrEmpty(scenarios) ? DefaultScenarios : int.Parse(scenarios, CultureInfo.InvariantCulture),
            string.IsNullOrEmpty(seed) ? 1 : ulong.Parse(seed, CultureInfo.InvariantCulture));
    }
}
