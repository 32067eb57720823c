using Authz.Conformance.Reference;

namespace Authz.Conformance.Comparison;

/// <summary>One scenario, shrunk, on which engine and reference differ.</summary>
public sealed record Difference(ulong Seed, string Minimal, ReferenceAnswer Expected, ReferenceAnswer Actual);

/// <summary>What a comparison found.</summary>
public sealed record ComparisonReport(
    int Scenarios, IReadOnlyDictionary<string, int> Distribution, IReadOnlyList<Difference> Differences)
{
    /// <summary>For people: the distribution in percent, then each difference as a scenario line to copy into a file.</summary>
    public override string ToString()
    {
        var shares = Distribution.Select(one => FormattableString.Invariant($"{one.Key} {100.0 * one.Value / Scenarios:0.0} %"));
        var lines = Differences.Select(one =>
            $"seed {one.Seed}: expected {one.Expected.Decision} {one.Expected.Layer}, got {one.Actual.Decision} {one.Actual.Layer}\n{one.Minimal}");
        return $"{Scenarios} scenarios: {string.Join(", ", shares)}\n{string.Join('\n', lines)}";
    }
}
