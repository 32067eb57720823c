using Authz.LoadTests.Plots;
using Authz.LoadTests.Rates;
using Authz.LoadTests.Reloads;

namespace Authz.LoadTests.Reports;

/// <summary>Durations during reloads, in the report.</summary>
internal static class ReloadSection
{
    private const double Percentile = 99.9;

    public static void Write(Report report, ReloadFigures figures)
    {
        RateFigures[] both = [figures.Quiet, figures.Reloading];
        report.Add(new Target(
            "p99.9 at half load, reloading / quiet",
            figures.Reloading.Latencies.Microseconds(Percentile) / figures.Quiet.Latencies.Microseconds(Percentile),
            2, IsLeast: false));
        report.Heading("During reloads");
        report.Paragraph($"The sidecar alone, with the example organization and {LargeOrganization.Statements:N0} statements more, at half of its saturation: "
            + $"quiet, and while a policy was replaced {figures.Changes} times. {(figures.IsWatched ? "The sidecar noticed by itself." : "The sidecar was told each time.")} "
            + $"The revision in the answers changed {figures.Reloads} times.");
        RateSection.Table(report, both);
        report.Add(new Chart("reload.svg", "durations during reloads", LatencyChart.Draw("duration at half of saturation, quiet and reloading", both)));
    }
}
