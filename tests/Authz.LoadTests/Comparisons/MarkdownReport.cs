using System.Text;
using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Comparisons;

/// <summary>Writes a run as Markdown.</summary>
internal static class MarkdownReport
{
    private const double Mebibyte = 1 << 20;

    private static readonly (string Name, string Format, Func<Measurement, double> Of)[] Figures =
    [
        ("calls per second", "F0", static m => m.Load.PerSecond),
        ("p50 under load, µs", "F0", static m => m.Load.Median),
        ("p99 under load, µs", "F0", static m => m.Load.P99),
        ("server's processor time a call, µs", "F1", static m => m.ProcessorTime),
        ("serial p50, µs", "F0", static m => m.Serial.Median),
        ("serial p99, µs", "F0", static m => m.Serial.P99),
    ];

    public static string Write(Comparison comparison)
    {
        var text = new StringBuilder();
        LoadOptions options = comparison.Options;
        text.Append($"""
            # Authorize against an empty method

            {options.Rounds} rounds of {options.Seconds} s ({options.SerialSeconds} s serial), {comparison.Generator}, {options.Connections} connections with {options.Streams} calls each;
            request {comparison.RequestBytes} bytes, answer {comparison.AnswerBytes} bytes; {Environment.ProcessorCount} processors shared by server and generator.
            Every sampled answer, and every decision the sidecar counted, was ALLOW.

            ## Medians

            | figure | empty | sidecar | ratio | ratio of rounds, min to max |
            |---|---|---|---|---|

            """);
        foreach ((var name, var format, Func<Measurement, double> of) in Figures)
        {
            double[] ratios = [.. comparison.Rounds.Select(r => of(r.Sidecar) / of(r.Empty)).Order()];
            text.Append($"| {name} | {Median(comparison, r => of(r.Empty)).ToString(format)} | {Median(comparison, r => of(r.Sidecar)).ToString(format)} ");
            text.AppendLine($"| {Percentile.Median(ratios):F2} | {ratios[0]:F2} to {ratios[^1]:F2} |");
        }

        WriteRounds(text, comparison);
        text.AppendLine("\n## Processes\n\n| server | program | start to ready, ms | resident idle, MiB | resident after load, MiB |\n|---|---|---|---|---|");
        WriteServer(text, "empty", comparison.Empty);
        WriteServer(text, "sidecar", comparison.Sidecar);
        return text.ToString();
    }

    private static void WriteRounds(StringBuilder text, Comparison comparison)
    {
        text.AppendLine("\n## Rounds, empty / sidecar\n");
        text.AppendLine($"| round | {string.Join(" | ", Figures.Select(static f => f.Name))} |");
        text.AppendLine($"|---|{string.Concat(Enumerable.Repeat("---|", Figures.Length))}");
        foreach ((var index, Round round) in comparison.Rounds.Index())
        {
            var cells = Figures.Select(f => $"{f.Of(round.Empty).ToString(f.Format)} / {f.Of(round.Sidecar).ToString(f.Format)}");
            text.AppendLine($"| {index + 1} | {string.Join(" | ", cells)} |");
        }
    }

    private static void WriteServer(StringBuilder text, string name, ServerFigures figures) =>
        text.AppendLine($"| {name} | `{figures.Program}` | {figures.StartToReady.TotalMilliseconds:F0} | {figures.IdleBytes / Mebibyte:F0} "
            + $"| {figures.LoadedBytes / Mebibyte:F0} |");

    private static double Median(Comparison comparison, Func<Round, double> of) => Percentile.Median(comparison.Rounds.Select(of));
}
