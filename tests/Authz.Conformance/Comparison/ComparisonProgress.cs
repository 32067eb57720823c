namespace Authz.Conformance.Comparison;

/// <summary>How far a comparison is.</summary>
/// <param name="Done">Scenarios compared.</param>
/// <param name="Scenarios">Scenarios to compare.</param>
/// <param name="Differences">Scenarios on which the answers differ.</param>
/// <param name="Elapsed">Time since the start.</param>
public sealed record ComparisonProgress(int Done, int Scenarios, int Differences, TimeSpan Elapsed)
{
    private const int Milestone = 500_000;

    /// <summary>Worth a line: every half million.</summary>
    public bool IsMilestone => Done % Milestone == 0;

    public override string ToString()
    {
        return FormattableString.Invariant(
            $"{Done} of {Scenarios} scenarios, {Differences} differences, {Done / Math.Max(Elapsed.TotalSeconds, 0.001):0} a second");
    }
}
