using System.Diagnostics;
using Authz.Conformance.Reference;
using Authz.Conformance.Scenarios;

namespace Authz.Conformance.Comparison;

/// <summary>
/// Compares an engine with the reference evaluator on random scenarios, on all cores. The engine is a function from scenario JSON to
/// decision and layer in the vocabulary of <see cref="ReferenceAnswer"/>, called from several threads at once; a refused scenario is
/// <c>("invalid", null)</c>.
/// </summary>
public sealed class EngineComparison(Func<string, (string Decision, string? Layer)> engine)
{
    // Whole blocks are compared before anything is reported, so that a report depends on the seeds alone and not on the threads.
    private const int BlockSize = 1_000;

    public ComparisonReport Run(ComparisonSettings settings, Action<ComparisonProgress>? tell = null)
    {
        var watch = Stopwatch.StartNew();
        var differences = new List<Difference>();
        var distribution = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var done = 0;
        while (done < settings.Scenarios && differences.Count < settings.MostDifferences)
        {
            var outcomes = Block(settings.Seed + (ulong)done, Math.Min(BlockSize, settings.Scenarios - done));
            done += outcomes.Length;
            foreach (var outcome in outcomes)
                distribution[outcome.Decision] = distribution.GetValueOrDefault(outcome.Decision) + 1;
            var different = outcomes.Where(outcome => outcome.Differs).Take(settings.MostDifferences - differences.Count);
            differences.AddRange(different.Select(outcome => Shrunk(outcome.Seed)));
            tell?.Invoke(new ComparisonProgress(done, settings.Scenarios, differences.Count, watch.Elapsed));
        }

        return new ComparisonReport(done, watch.Elapsed, distribution, differences);
    }

    private Outcome[] Block(ulong first, int count)
    {
        var outcomes = new Outcome[count];
        Parallel.For(0, count, index => outcomes[index] = Compare(first + (ulong)index));
        return outcomes;
    }

    private Outcome Compare(ulong seed)
    {
        var scenario = ScenarioGenerator.FromSeed(seed);
        var expected = ReferenceEvaluator.Evaluate(scenario);
        return new Outcome(seed, expected.Decision, Ask(scenario) != expected);
    }

    private Difference Shrunk(ulong seed)
    {
        var scenario = ScenarioGenerator.FromSeed(seed);
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

    private readonly record struct Outcome(ulong Seed, string Decision, bool Differs);
}
