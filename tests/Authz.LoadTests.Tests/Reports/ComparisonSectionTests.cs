using Authz.LoadTests.Comparisons;
using Authz.LoadTests.Generators;
using Authz.LoadTests.Reports;

namespace Authz.LoadTests.Tests.Reports;

public sealed class ComparisonSectionTests
{
    [Fact]
    public void Ratios_are_given_of_the_medians_and_of_every_round()
    {
        var text = Write(["empty", "sidecar", "Cerbos"], [[At(100, 10), At(80, 20), At(10, 90)], [At(200, 10), At(100, 10), At(10, 90)]]);
        Assert.Contains("| throughput, sidecar / empty | at least 0.85 | 0.65 | **missed** |", text, StringComparison.Ordinal);
        Assert.Contains("| throughput, sidecar / Cerbos | at least 8.00 | 9.00 | met |", text, StringComparison.Ordinal);
        Assert.Contains("| serial p99, sidecar / empty | at most 1.30 | 1.50 | **missed** |", text, StringComparison.Ordinal);
        Assert.Contains("| calls per second | 150 | 90 | 10 | 0.65 (0.50 to 0.80) | 9.00 (8.00 to 10.00) |", text, StringComparison.Ordinal);
        Assert.Contains("| 1 | 100 / 80 / 10 |", text, StringComparison.Ordinal);
        Assert.Contains("| 0.80 | 8.00 |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Cerbos_its_target_is_not_measured()
    {
        var text = Write(["empty", "sidecar"], [[At(100, 10), At(90, 12)]]);
        Assert.Contains("| throughput, sidecar / Cerbos | at least 8.00 | - | not measured |", text, StringComparison.Ordinal);
        Assert.Contains("| throughput, sidecar / empty | at least 0.85 | 0.90 | met |", text, StringComparison.Ordinal);
    }

    private static string Write(string[] servers, Measurement[][] rounds)
    {
        var report = new Report("Title");
        ComparisonSection.Write(report, new Comparison(servers, rounds));
        return report.ToString();
    }

    private static Measurement At(double perSecond, double p99) => new(new LoadFigures(1, perSecond, 1, 1), new LoadFigures(1, 1, 1, p99), 1);
}
