using Authz.Conformance.Reference;
using Authz.Conformance.Scenarios;

namespace Authz.Conformance.Comparison;

/// <summary>
/// Compares an engine with the reference evaluator on random scenarios. The engine is a function from scenario JSON to
/// decision and layer in the vocabulary of <see cref="ReferenceAnswer"/>; a refused scenario is <c>("invalid", null)</c>.
/// </summary>
public sealed class EngineComparison(Func<string, (string Decision, string? Layer)> engine)
{
    public ComparisonReport Run(ComparisonSettings settings)
    {
        var differences = new List<Difference>();
        var distribution = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var done = 0;
        while (done < settings.Scenarios && differences.Count < settings.MostDifferences)
        {
            var seed = settings.Seed + (ulong)done++;
            var scenario = ScenarioGenerator.FromSeed(seed);
            var expected = ReferenceEvaluator.Evaluate(scenario);
            distribution[expected.Decision] = distribution.GetValueOrDefault(expected.Decision) + 1;
            if (Ask(scenario) != expected)
                differences.Add(Shrunk(seed, scenario));
        }

        return new ComparisonReport(done, distribution, differences);
    }

    private Difference Shrunk(ulong seed, string scenario)
    {
        var refusals = Refusals(scenario);
        var minimal = Shrinker.Shrink(scenario, smaller => Differs(smaller) && Refusals(smaller) == refusals);
        return new Difference(seed, minimal, ReferenceEvaluator.Evaluate(minimal), Ask(minimal));
    }

    private bool Differs(string scenario) => Ask(scenario) != ReferenceEvaluator.Evaluate(scenario);

    /// <summary>Who refuses: kept while shrinking, else a wrong decision would wander off into a difference about grammar.</summary>
    private (bool, bool) Refusals(string scenario)
    {
        return (Ask(scenario) == ReferenceAnswer.Invalid, ReferenceEvaluator.Evaluate(scenario) == ReferenceAnswer.Invalid);
    }

    private ReferenceAnswer Ask(string scenario)
    {
        var (decision, layer) = engine(scenario);
        return new ReferenceAnswer(decision, layer);
    }
}
