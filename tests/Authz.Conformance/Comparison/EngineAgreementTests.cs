namespace Authz.Conformance.Comparison;

/// <summary>The compiled engine says what the reference evaluator says.</summary>
public sealed class EngineAgreementTests
{
    [Fact]
    public void Engine_and_reference_agree_on_random_scenarios()
    {
        ComparisonSettings settings = ComparisonSettings.FromEnvironment();
        ComparisonReport report = new EngineComparison(EngineAnswer.Outcome).Run(settings, Tell);

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(report.Differences.Count == 0, report.ToString());
    }

    // a run of millions takes minutes: the terminal shows that it goes on
    private static void Tell(ComparisonProgress progress)
    {
        if (progress.IsMilestone) Console.Error.WriteLine(progress);
    }
}
