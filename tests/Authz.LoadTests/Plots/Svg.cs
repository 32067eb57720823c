using System.Globalization;
using System.Text;

namespace Authz.LoadTests.Plots;

/// <summary>A drawing of lines, boxes and text, on a white ground, readable by itself: no scripts, no fonts, no other files.</summary>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
internal sealed class Svg(int width, int height)
{
    /// <summary>Colours that also those can tell apart who see red and green alike (Okabe and Ito).</summary>
    public static readonly IReadOnlyList<string> Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private readonly StringBuilder _body = new();

    public void Line(double x1, double y1, double x2, double y2, string colour) =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\" stroke=\"{colour}\"/>");

    public void Box(double x, double y, double boxWidth, double boxHeight, string colour) =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{x:F1}\" y=\"{y:F1}\" width=\"{boxWidth:F1}\" height=\"{boxHeight:F1}\" fill=\"{colour}\"/>");

    public void Curve(IEnumerable<(double X, double Y)> points, string colour)
    {
        var text = string.Join(' ', points.Select(static p => string.Create(CultureInfo.InvariantCulture, $"{p.X:F1},{p.Y:F1}")));
        _body.AppendLine($"<polyline points=\"{text}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
    }

    /// <summary>Writes text.</summary>
    /// <param name="x">Where it stands.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of it is at x.</param>
    public void Text(double x, double y, string text, string anchor = "middle") =>
        _body.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\">{Escaped(text)}</text>");

    /// <summary>The whole file.</summary>
    public override string ToString() =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">
        <rect width="{width}" height="{height}" fill="#ffffff"/>
        {_body}</svg>

        """;

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
