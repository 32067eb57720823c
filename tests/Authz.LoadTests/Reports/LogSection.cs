using Authz.LoadTests.Logs;
using Authz.LoadTests.Plots;
using Authz.LoadTests.Rates;

namespace Authz.LoadTests.Reports;

/// <summary>Durations with the decision log, in the report.</summary>
internal static class LogSection
{
    public static void Write(Report report, IReadOnlyList<LogFigures> figures)
    {
        report.Add(new Target("p99 at half load, decision log in latency mode / none", figures.Single(static f => f.Rate.Name == "latency").ToNone.Median, 1.05, IsLeast: false));
        RateFigures[] rates = [.. figures.Select(static f => f.Rate)];
        report.Heading("With a decision log");
        report.Paragraph("Four sidecars at half of what the one without a log can answer, in turn; every allow is recorded, to files on this machine's disk.");
        RateSection.Table(report, rates);
        report.Table(
            ["mode", "p99 to that without a log", "least", "most"],
            figures.Where(static f => f.Rate.Name != LogRun.Without).Select(static f => new[] { f.Rate.Name, $"{f.ToNone.Median:F2}", $"{f.ToNone.Least:F2}", $"{f.ToNone.Most:F2}" }));
        report.Add(new Chart("log.svg", "durations with a decision log", LatencyChart.Draw("duration at half of saturation, by the mode of the decision log", rates)));
    }
}
