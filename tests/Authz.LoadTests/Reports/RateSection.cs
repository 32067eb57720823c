using Authz.LoadTests.Plots;
using Authz.LoadTests.Rates;

namespace Authz.LoadTests.Reports;

/// <summary>Durations at a fixed rate, in the report.</summary>
internal static class RateSection
{
    public static void Write(Report report, IReadOnlyList<RateFigures> figures)
    {
        report.Heading("At a fixed rate");
        report.Paragraph("Half of what each server answers as fast as it can, measured just before. Durations count from when a call was due, not from when "
            + "it was sent. What the generator and the machine add is in the figures of the empty method too.");
        Table(report, figures);
        report.Add(new Chart("rate.svg", "durations at half of saturation", LatencyChart.Draw("duration at half of saturation, from when a call was due", figures)));
    }

    /// <summary>Writes the table of percentiles.</summary>
    public static void Table(Report report, IReadOnlyList<RateFigures> figures) =>
        report.Table(
            ["", "calls a second", "calls", .. RateFigures.Percentiles.Select(static p => $"p{p}, µs"), "longest, µs"],
            figures.Select(static f => (string[])
            [
                f.Name, $"{f.PerSecond:F0}", $"{f.Latencies.Count}", .. RateFigures.Percentiles.Select(p => $"{f.Latencies.Microseconds(p):F0}"),
                $"{f.Latencies.Longest:F0}",
            ]));
}
