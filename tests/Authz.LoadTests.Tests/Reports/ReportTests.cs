using Authz.LoadTests.Reports;

namespace Authz.LoadTests.Tests.Reports;

public sealed class ReportTests
{
    [Theory]
    [InlineData(0.85, true, true)]
    [InlineData(0.84, true, false)]
    [InlineData(0.85, false, true)]
    [InlineData(0.86, false, false)]
    public void A_target_is_met_up_to_its_limit(double value, bool isLeast, bool isMet) =>
        Assert.Equal(isMet, new Target("t", value, 0.85, isLeast).IsMet);

    [Fact]
    public void What_was_not_measured_is_not_met() =>
        Assert.Equal(["t", "at least 8.00", "-", "not measured"], new Target("t", null, 8, IsLeast: true).Cells);

    [Fact]
    public void Targets_stand_first_and_a_missed_one_is_marked()
    {
        var report = new Report("Title");
        report.Heading("Part");
        report.Table(["a", "b"], [["1", "2"]]);
        report.Add(new Chart("x.svg", "chart", "<svg/>"));
        report.Add(new Target("speed", 3, 2, IsLeast: true, "F0"));
        report.Add(new Target("p99", 3, 2, IsLeast: false, "F0"));
        Assert.Equal(
            """
            # Title

            | target | limit | measured |  |
            |---|---|---|---|
            | speed | at least 2 | 3 | met |
            | p99 | at most 2 | 3 | **missed** |

            ## Part

            | a | b |
            |---|---|
            | 1 | 2 |

            ![chart](x.svg)

            """,
            report.ToString());
        Assert.Equal(["x.svg"], report.Charts.Select(static c => c.File));
    }
}
