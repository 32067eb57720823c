namespace Authz.Conformance.Comparison;

/// <summary>The compiled engine says what the reference evaluator says.</summary>
public sealed class EngineAgreementTests
{
    [Fact]
    public void Engine_and_reference_agree_on_random_scenarios()
    {
        ComparisonReport report = new EngineComparison(EngineAnswer.Of).Run(ComparisonSettings.FromEnvironment());

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(report.Differences.Count == 0, report.ToString());
    }

    [Fact]
    public void Engine_agrees_with_every_public_case()
    {
        foreach (CorpusCase expected in Corpus.Read("public.jsonl"))
        {
            (var decision, var layer) = EngineAnswer.Of(expected.Scenario);
            Assert.True(decision == expected.Decision, $"{expected.Id}: expected {expected.Decision}, decided {decision}");
            if (expected.Layer is not null) Assert.Equal((expected.Id, expected.Layer), (expected.Id, layer));
        }
    }
}
