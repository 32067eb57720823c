using Authz.Policies.Diagnostics;

namespace Authz.Cli.Findings;

/// <summary>The page about codes, as Markdown.</summary>
internal static class CodesDocument
{
    private const string Introduction =
        """
        # Diagnostic codes

        What `authz validate`, `authz simulate` and a sidecar that loads an organization can report. An **error** is refused; a **warning**
        is used and probably does not do what its author meant; a **suggestion** is right and could be clearer. Codes are never used again
        for something else. `authz validate --suppress CODE` leaves a warning or suggestion out, `authz codes --output markdown` prints this page.

        """;

    public static void Write(IReadOnlyList<DiagnosticRule> rules, TextWriter output)
    {
        output.Write(Introduction.ReplaceLineEndings("\n"));
        var range = -1;
        foreach (DiagnosticRule rule in rules)
        {
            var next = RangeOf(rule.Code);
            if (next != range)
            {
                output.Write($"\n## {DiagnosticCatalogue.Ranges[next].Title}\n\n| code | severity | what is wrong | remedy |\n|---|---|---|---|\n");
                range = next;
            }

            output.Write($"| {rule.Code} | {SeverityNames.Of(rule.Severity)} | {rule.Summary} | {rule.Remedy} |\n");
        }
    }

    private static int RangeOf(string code)
    {
        var index = DiagnosticCatalogue.Ranges.Count - 1;
        while (string.CompareOrdinal(DiagnosticCatalogue.Ranges[index].First, code) > 0) index--;
        return index;
    }
}
