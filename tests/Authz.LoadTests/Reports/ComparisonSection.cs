using Authz.LoadTests.Comparisons;
using Authz.LoadTests.Generators;
using Authz.LoadTests.Plots;

namespace Authz.LoadTests.Reports;

/// <summary>The rounds, in the report.</summary>
internal static class ComparisonSection
{
    // positions of the servers, see Stage
    private const int Empty = 0;
    private const int Sidecar = 1;
    private const int Cerbos = 2;

    public static void Write(Report report, Comparison comparison)
    {
        var hasCerbos = comparison.Servers.Count > Cerbos;
        report.Add(new Target("throughput, sidecar / empty", comparison.Ratio(Figure.Throughput, Sidecar, Empty).Median, 0.85, IsLeast: true));
        report.Add(new Target(
            "throughput, sidecar / Cerbos", hasCerbos ? comparison.Ratio(Figure.Throughput, Sidecar, Cerbos).Median : null, 8, IsLeast: true));
        report.Add(new Target("serial p99, sidecar / empty", comparison.Ratio(Figure.SerialP99, Sidecar, Empty).Median, 1.3, IsLeast: false));

        report.Heading("As fast as they can");
        report.Paragraph("Medians of the rounds. Ratios are taken round by round: median (least to most).");
        string[] ratios = hasCerbos ? ["sidecar / empty", "sidecar / Cerbos"] : ["sidecar / empty"];
        report.Table(["figure", .. comparison.Servers, .. ratios], Figure.All.Select(f => Row(comparison, f)));
        report.Add(new Chart("throughput.svg", "calls per second", BarChart.Draw("calls per second: median, least and most of the rounds",
            [.. comparison.Servers.Select((name, at) => new Bar(name, comparison.Of(Figure.Throughput, at)))])));
        report.Paragraph($"Rounds, {string.Join(" / ", comparison.Servers)}:");
        report.Table(
            ["round", .. Figure.All.Select(static f => f.Name), .. ratios.Select(static r => $"calls per second, {r}")],
            comparison.Rounds.Select((round, index) => Row(round, index)));
    }

    private static IReadOnlyList<string> Row(Comparison comparison, Figure figure) =>
    [
        figure.Name,
        .. comparison.Servers.Select((_, at) => comparison.Of(figure, at).Median.ToString(figure.Format)),
        .. comparison.Servers.Index().Where(static s => s.Index != Sidecar).Select(s => Text(comparison.Ratio(figure, Sidecar, s.Index))),
    ];

    private static IReadOnlyList<string> Row(IReadOnlyList<Measurement> round, int index) =>
    [
        $"{index + 1}",
        .. Figure.All.Select(f => string.Join(" / ", round.Select(m => f.Of(m).ToString(f.Format)))),
        .. round.Index().Where(static m => m.Index != Sidecar)
            .Select(m => (Figure.Throughput.Of(round[Sidecar]) / Figure.Throughput.Of(m.Item)).ToString("F2")),
    ];

    private static string Text(Spread ratio) => $"{ratio.Median:F2} ({ratio.Least:F2} to {ratio.Most:F2})";
}
