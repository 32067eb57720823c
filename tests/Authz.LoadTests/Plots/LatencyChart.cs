using Authz.LoadTests.Rates;

namespace Authz.LoadTests.Plots;

/// <summary>Durations by percentile, both logarithmic: to the right each nine takes as much room as the one before.</summary>
internal static class LatencyChart
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 80;
    private const int Right = 150;
    private const int Top = 40;
    private const int Bottom = 50;
    private const int Steps = 120;
    private const double First = 50;
    private const double Last = 99.99;
    private const string Ink = "#333333";
    private const string Grid = "#dddddd";

    private static readonly double[] Marks = [50, 90, 99, 99.9, 99.99];

    public static string Draw(string title, IReadOnlyList<RateFigures> figures)
    {
        var svg = new Svg(Width, Height);
        svg.Text(Width / 2.0, 20, title);
        var least = Math.Floor(Math.Log10(Math.Max(1, figures.Min(static f => f.Latencies.Microseconds(First)))));
        var most = Math.Max(least + 1, Math.Ceiling(Math.Log10(Math.Max(1, figures.Max(static f => f.Latencies.Microseconds(Last))))));
        DrawGrid(svg, least, most);
        foreach ((var at, RateFigures figure) in figures.Index())
        {
            var colour = Svg.Colours[at % Svg.Colours.Count];
            svg.Curve(Percentiles().Select(p => (X(p), Y(figure.Latencies.Microseconds(p), least, most))), colour);
            svg.Box(Width - Right + 12, Top + (at * 22), 12, 12, colour);
            svg.Text(Width - Right + 30, Top + (at * 22) + 11, figure.Name, "start");
        }

        return svg.ToString();
    }

    private static void DrawGrid(Svg svg, double least, double most)
    {
        foreach (var mark in Marks)
        {
            svg.Line(X(mark), Top, X(mark), Height - Bottom, Grid);
            svg.Text(X(mark), Height - Bottom + 18, $"{mark} %");
        }

        for (var power = least; power <= most; power++)
        {
            var y = Y(Math.Pow(10, power), least, most);
            svg.Line(Left, y, Width - Right, y, Grid);
            svg.Text(Left - 8, y + 4, Label(Math.Pow(10, power)), "end");
        }

        svg.Line(Left, Top, Left, Height - Bottom, Ink);
        svg.Line(Left, Height - Bottom, Width - Right, Height - Bottom, Ink);
        svg.Text((Left + Width - Right) / 2.0, Height - 10, "share of the calls that took no longer");
    }

    // at equal distances in the drawing
    private static IEnumerable<double> Percentiles() =>
        Enumerable.Range(0, Steps + 1).Select(static step => 100 - Math.Pow(10, Nines(First) + ((Nines(Last) - Nines(First)) * step / Steps)));

    private static double Nines(double percentile) => Math.Log10(100 - percentile);

    private static double X(double percentile) =>
        Left + ((Nines(First) - Nines(percentile)) / (Nines(First) - Nines(Last)) * (Width - Left - Right));

    private static double Y(double microseconds, double least, double most) =>
        Height - Bottom - (Math.Clamp((Math.Log10(Math.Max(1, microseconds)) - least) / (most - least), 0, 1) * (Height - Top - Bottom));

    private static string Label(double microseconds) => microseconds switch
    {
        >= 1_000_000 => $"{microseconds / 1_000_000:F0} s",
        >= 1000 => $"{microseconds / 1000:F0} ms",
        _ => $"{microseconds:F0} µs",
    };
}
