using System.Globalization;
using System.Xml.Linq;
using Authz.LoadTests.Generators;
using Authz.LoadTests.Plots;

namespace Authz.LoadTests.Tests.Plots;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_bar_is_as_long_as_its_value()
    {
        var drawing = XElement.Parse(BarChart.Draw("a & b < c", [new Bar("one", new Spread(50, 40, 100)), new Bar("two", new Spread(25, 25, 25))]));
        double[] widths = [.. drawing.Elements(Svg + "rect").Skip(1).Select(static r => Number(r, "width"))];
        Assert.Equal(2, widths.Length);
        Assert.Equal(widths[0] / 2, widths[1], tolerance: 0.2);
        Assert.Equal(["a & b < c", "one", "50", "two", "25"], drawing.Elements(Svg + "text").Select(static t => t.Value));
    }

    [Fact]
    public void A_slower_server_is_drawn_above()
    {
        var drawing = XElement.Parse(LatencyChart.Draw("durations", [new("fast", 1, Run(100)), new("slow", 1, Run(10_000))]));
        double[][] heights = [.. drawing.Elements(Svg + "polyline").Select(Heights)];
        Assert.Equal(2, heights.Length);
        // up is less
        Assert.All(heights[0].Zip(heights[1]), static pair => Assert.True(pair.First > pair.Second));
        // a percentile is not less than the one before
        Assert.All(heights, static h => Assert.Equal(h.OrderDescending(), h));
        Assert.Contains(drawing.Elements(Svg + "text"), static t => t.Value == "99.99 %");
    }

    [Fact]
    public void A_drawing_needs_nothing_else()
    {
        var drawing = XElement.Parse(LatencyChart.Draw("durations", [new("one", 1, Run(100))]));
        Assert.DoesNotContain(drawing.DescendantsAndSelf(), static e => e.Name.LocalName is "script" or "image" or "style" or "use");
        Assert.DoesNotContain(drawing.DescendantsAndSelf().Attributes(), static a => a.Value.Contains("url(", StringComparison.Ordinal));
    }

    private static Latencies Run(int most)
    {
        var latencies = new Latencies();
        for (var call = 1; call <= 1000; call++) latencies.Answered(0, call * (long)most * System.Diagnostics.Stopwatch.Frequency / 1_000_000_000);
        return latencies;
    }

    private static double[] Heights(XElement curve) =>
        [.. curve.Attribute("points")!.Value.Split(' ').Select(static p => double.Parse(p.Split(',')[1], CultureInfo.InvariantCulture))];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
