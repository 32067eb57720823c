using Authz.Policies.Diagnostics;

namespace Authz.Cli.Findings;

/// <summary>How many findings there are.</summary>
/// <param name="Errors">Errors, shown or not.</param>
/// <param name="Warnings">Warnings, shown or not.</param>
/// <param name="Suggestions">Suggestions, shown or not.</param>
/// <param name="NotShown">How many of them were counted only.</param>
internal readonly record struct FindingCounts(int Errors, int Warnings, int Suggestions, int NotShown)
{
    public static FindingCounts Of(DiagnosticList diagnostics) => new(
        diagnostics.ErrorCount, diagnostics.CountOf(DiagnosticSeverity.Warning), diagnostics.CountOf(DiagnosticSeverity.Suggestion),
        diagnostics.DroppedCount);

    public static FindingCounts Of(IReadOnlyList<Finding> findings) => new(
        Count(findings, DiagnosticSeverity.Error), Count(findings, DiagnosticSeverity.Warning), Count(findings, DiagnosticSeverity.Suggestion), 0);

    public static FindingCounts operator +(FindingCounts left, FindingCounts right) => new(
        left.Errors + right.Errors, left.Warnings + right.Warnings, left.Suggestions + right.Suggestions, left.NotShown + right.NotShown);

    /// <summary><c>1 error, 2 warnings, 0 suggestions</c>, and <c>; 3 more not shown</c> when some are not.</summary>
    public override string ToString() =>
        $"{Amount(Errors, "error")}, {Amount(Warnings, "warning")}, {Amount(Suggestions, "suggestion")}"
        + (NotShown == 0 ? "" : $"; {NotShown} more not shown");

    private static int Count(IReadOnlyList<Finding> findings, DiagnosticSeverity severity) => findings.Count(f => f.Severity == severity);

    private static string Amount(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
