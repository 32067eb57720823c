using System.Text.Json;
using Authz.Policies.Diagnostics;

namespace Authz.Cli.Findings;

/// <summary>Counts and writes findings.</summary>
internal static class FindingReport
{
    public static int Count(IReadOnlyList<Finding> findings, DiagnosticSeverity severity) => findings.Count(f => f.Severity == severity);

    /// <summary><c>1 error, 2 warnings, 0 suggestions</c>.</summary>
    public static string Summarize(IReadOnlyList<Finding> findings) => string.Join(", ",
        Amount(Count(findings, DiagnosticSeverity.Error), "error"),
        Amount(Count(findings, DiagnosticSeverity.Warning), "warning"),
        Amount(Count(findings, DiagnosticSeverity.Suggestion), "suggestion"));

    public static void WriteText(IReadOnlyList<Finding> findings, TextWriter output)
    {
        foreach (Finding finding in findings) finding.WriteText(output);
    }

    /// <summary>The member <c>diagnostics</c> of an object.</summary>
    public static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("diagnostics");
        foreach (Finding finding in findings) finding.WriteJson(json);
        json.WriteEndArray();
    }

    private static string Amount(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
