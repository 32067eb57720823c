using System.Text.Json.Nodes;
using Authz.Conformance.Comparison;
using Authz.Conformance.Reference;
using CsCheck;

namespace Authz.Conformance.Scenarios;

public sealed class ScenarioGeneratorTests(ITestOutputHelper output)
{
    [Fact]
    public void Decisions_are_balanced()
    {
        var settings = new ComparisonSettings(10_000, Seed: 1);
        var report = new EngineComparison(Reference).Run(settings);
        output.WriteLine(report.ToString());
        foreach (var decision in new[] { "allowed", "explicitDeny", "implicitDeny" })
            Assert.True(report.Distribution[decision] >= 1_500, report.ToString());
        Assert.InRange(report.Distribution["invalid"], 200, 1_000);
    }

    [Fact]
    public void Every_layer_is_reported_for_some_scenario()
    {
        var seen = Enumerable.Range(1, 5_000)
            .Select(seed => ReferenceEvaluator.Evaluate(ScenarioGenerator.FromSeed((ulong)seed)))
            .GroupBy(answer => answer)
            .ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine(string.Join('\n', seen.OrderByDescending(one => one.Value)));
        foreach (var layer in new[] { "serviceControl", "resource", "identity", "boundary", "session" })
        {
            Assert.Contains(ReferenceAnswer.ImplicitDeny(layer), seen.Keys);
            Assert.Contains(ReferenceAnswer.ExplicitDeny(layer), seen.Keys);
        }

        Assert.Contains(ReferenceAnswer.ExplicitDeny("resourceControl"), seen.Keys);
    }

    [Fact]
    public void The_same_seed_gives_the_same_scenario_and_the_same_answer()
    {
        Gen.ULong.Sample(
            seed =>
            {
                var (first, second) = (ScenarioGenerator.FromSeed(seed), ScenarioGenerator.FromSeed(seed));
                return first == second && ReferenceEvaluator.Evaluate(first) == ReferenceEvaluator.Evaluate(second);
            },
            iter: 1_000);
    }

    [Fact]
    public void A_deny_of_everything_to_everybody_always_wins()
    {
        var accepted = ScenarioGenerator.Scenarios.Where(scenario => ReferenceEvaluator.Refusal(scenario) is null);
        accepted.Sample(scenario => ReferenceEvaluator.Evaluate(Denied(scenario)).Decision is "explicitDeny", iter: 1_000);
    }

    /// <summary>The resource policy is the layer that applies to every caller; a Deny for everybody replaces it.</summary>
    private static string Denied(string scenario)
    {
        var json = JsonNode.Parse(scenario)!;
        json["resourcePolicyKind"] = "key";
        json["resourcePolicy"] = JsonNode.Parse("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"*"}}""");
        return json.ToJsonString();
    }

    private static (string Decision, string? Layer) Reference(string scenario)
    {
        var answer = ReferenceEvaluator.Evaluate(scenario);
        return (answer.Decision, answer.Layer);
    }
}
