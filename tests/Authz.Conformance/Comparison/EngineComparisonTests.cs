using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Conformance.Reference;

namespace Authz.Conformance.Comparison;

/// <summary>The comparison finds planted faults and shrinks them to their core.</summary>
public sealed class EngineComparisonTests
{
    private static readonly ComparisonSettings Small = new(5_000, Seed: 1, MostDifferences: 2);

    [Fact]
    public void An_engine_that_reads_StringNotEquals_as_StringEquals_is_found()
    {
        var report = Compare(scenario => scenario.Replace("StringNotEquals", "StringEquals", StringComparison.Ordinal));

        Assert.Equal(2, report.Differences.Count);
        Assert.All(report.Differences, one => Assert.Contains("StringNotEquals", one.Minimal, StringComparison.Ordinal));
        Assert.All(report.Differences, one => Assert.True(one.Minimal.Length < 700, one.Minimal));
    }

    [Fact]
    public void An_engine_that_forgets_the_boundary_is_found()
    {
        var report = Compare(scenario => Without(scenario, "permissionsBoundary"));

        Assert.Equal(2, report.Differences.Count);
        Assert.All(report.Differences, one => Assert.Contains("permissionsBoundary", one.Minimal, StringComparison.Ordinal));
        Assert.All(report.Differences, one => Assert.DoesNotContain("serviceControlPolicies", one.Minimal, StringComparison.Ordinal));
    }

    [Fact]
    public void An_engine_that_names_another_layer_is_found()
    {
        var comparison = new EngineComparison(scenario =>
        {
            var (decision, layer) = ReferenceEvaluator.Evaluate(scenario);
            return (decision, layer == "session" ? "identity" : layer);
        });

        Assert.All(comparison.Run(Small).Differences, one => Assert.Equal("session", one.Expected.Layer));
        Assert.NotEmpty(comparison.Run(Small).Differences);
    }

    [Fact]
    public void The_report_depends_on_the_seeds_alone()
    {
        var first = Compare(scenario => Without(scenario, "sessionPolicies"));
        var second = Compare(scenario => Without(scenario, "sessionPolicies"));

        Assert.Equal(first.Differences, second.Differences);
        Assert.Equal(first.Scenarios, second.Scenarios);
        Assert.True(first.Differences[0].Seed < first.Differences[1].Seed);
    }

    [Fact]
    public void A_difference_is_a_line_of_a_corpus_file()
    {
        var report = Compare(scenario => Without(scenario, "permissionsBoundary"));

        using var line = JsonDocument.Parse(report.Differences[0].ToCorpusLine());
        Assert.Equal($"NEW-{report.Differences[0].Seed}", line.RootElement.GetProperty("id").GetString());
        Assert.Equal("boundary", line.RootElement.GetProperty("expected").GetProperty("layer").GetString());
        Assert.Equal(report.Differences[0].Expected, ReferenceEvaluator.Evaluate(line.RootElement.GetRawText()));
    }

    [Fact]
    public void Progress_counts_to_the_end()
    {
        var told = new List<ComparisonProgress>();
        new EngineComparison(_ => ("invalid", null)).Run(new ComparisonSettings(0, Seed: 1), told.Add);
        Assert.Empty(told);

        new EngineComparison(Reference).Run(new ComparisonSettings(2_500, Seed: 1), told.Add);
        Assert.Equal([1_000, 2_000, 2_500], told.Select(one => one.Done));
    }

    [Fact]
    public void Nothing_can_be_dropped_from_a_minimal_scenario()
    {
        const string scenario =
            """{"principal":"*","action":"s3:GetObject","resource":"*","context":{"a":["1","2"],"b":"x"},"identityPolicies":[1,2]}""";

        var minimal = Shrinker.Shrink(scenario, text => text.Contains("\"2\"", StringComparison.Ordinal));

        Assert.Equal("""{"principal":"*","action":"s3:GetObject","resource":"*","context":{"a":["2"]}}""", minimal);
    }

    private static ComparisonReport Compare(Func<string, string> fault)
    {
        return new EngineComparison(scenario => Reference(fault(scenario))).Run(Small);
    }

    private static (string Decision, string? Layer) Reference(string scenario)
    {
        var (decision, layer) = ReferenceEvaluator.Evaluate(scenario);
        return (decision, layer);
    }

    private static string Without(string scenario, string field)
    {
        if (!scenario.Contains(field, StringComparison.Ordinal) || ReferenceEvaluator.Refusal(scenario) is not null)
            return scenario;
        var json = (JsonObject)JsonNode.Parse(scenario)!;
        json.Remove(field);
        return json.ToJsonString();
    }
}
