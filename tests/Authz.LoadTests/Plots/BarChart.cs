using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Plots;

/// <summary>Bars from zero, each with its range.</summary>
internal static class BarChart
{
    private const int Width = 640;
    private const int Left = 130;
    private const int Top = 40;
    private const int BarHeight = 34;
    private const int Gap = 18;
    private const int Right = 90;
    private const string Ink = "#333333";

    public static string Draw(string title, IReadOnlyList<Bar> bars)
    {
        var svg = new Svg(Width, Top + (bars.Count * (BarHeight + Gap)));
        svg.Text(Width / 2.0, 20, title);
        var most = bars.Max(static b => b.Value.Most);
        if (most <= 0) most = 1;
        foreach ((var at, Bar bar) in bars.Index())
        {
            var y = Top + (at * (BarHeight + Gap));
            var middle = y + (BarHeight / 2.0);
            svg.Text(Left - 8, middle + 4, bar.Name, "end");
            svg.Box(Left, y, X(bar.Value.Median) - Left, BarHeight, Svg.Colours[at % Svg.Colours.Count]);
            svg.Line(X(bar.Value.Least), middle, X(bar.Value.Most), middle, Ink);
            svg.Line(X(bar.Value.Least), middle - 6, X(bar.Value.Least), middle + 6, Ink);
            svg.Line(X(bar.Value.Most), middle - 6, X(bar.Value.Most), middle + 6, Ink);
            svg.Text(X(bar.Value.Most) + 8, middle + 4, bar.Value.Median.ToString("F0"), "start");
        }

        svg.Line(Left, Top - 6, Left, Top + (bars.Count * (BarHeight + Gap)) - 12, Ink);
        return svg.ToString();

        double X(double value) => Left + (value / most * (Width - Left - Right));
    }
}

/// <summary>A bar.</summary>
/// <param name="Name">Its label.</param>
/// <param name="Value">Length and range, not negative.</param>
internal readonly record struct Bar(string Name, Spread Value);
