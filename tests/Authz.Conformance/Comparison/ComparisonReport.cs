using Authz.Conformance.Reference;

namespace Authz.Conformance.Comparison;

/// <summary>One scenario, shrunk, on which engine and reference differ.</summary>
public sealed record Difference(ulong Seed, string Minimal, ReferenceAnswer Expected, ReferenceAnswer Actual)
{
    /// <summary>
    /// The scenario as a line of a corpus file, with the reference's answer as expectation; id, reason and rules are left to whoever decides
    /// by the text which of the two is wrong. Spliced as text, so that doubled members survive.
    /// </summary>
    public string ToCorpusLine()
    {
        var layer = Expected.Layer is null ? "" : $",\"layer\":\"{Expected.Layer}\"";
        var head = $$"""{"id":"NEW-{{Seed}}","why":"","rules":[],""";
        return $$"""{{head}}{{Minimal.Trim()[1..^1]}},"expected":{"decision":"{{Expected.Decision}}"{{layer}}},"basis":"decision"}""";
    }
}

/// <summary>What a comparison found.</summary>
public sealed record ComparisonReport(
    int Scenarios, TimeSpan Elapsed, IReadOnlyDictionary<string, int> Distribution, IReadOnlyList<Difference> Differences)
{
    /// <summary>For people: the rate, the distribution in percent, then each difference as a line to copy into a file.</summary>
    public override string ToString()
    {
        var rate = FormattableString.Invariant($"{Scenarios / Math.Max(Elapsed.TotalSeconds, 0.001):0} a second");
        var shares = Distribution.Select(one => FormattableString.Invariant($"{one.Key} {100.0 * one.Value / Scenarios:0.0} %"));
        var lines = Differences.Select(one =>
            $"seed {one.Seed}: expected {one.Expected.Decision} {one.Expected.Layer}, got {one.Actual.Decision} {one.Actual.Layer}\n{one.ToCorpusLine()}");
        return $"{Scenarios} scenarios, {rate}: {string.Join(", ", shares)}\n{string.Join('\n', lines)}";
    }
}
