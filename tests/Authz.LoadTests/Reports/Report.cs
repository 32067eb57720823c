using System.Text;

namespace Authz.LoadTests.Reports;

/// <summary>A report in Markdown with charts in files beside it. Its targets stand first, whenever they are added.</summary>
/// <param name="title">The heading.</param>
internal sealed class Report(string title)
{
    private readonly StringBuilder _body = new();
    private readonly List<Target> _targets = [];
    private readonly List<Chart> _charts = [];

    /// <summary>The files of the charts.</summary>
    public IReadOnlyList<Chart> Charts => _charts;

    public void Add(Target target) => _targets.Add(target);

    /// <summary>Adds a chart where the report has come to.</summary>
    public void Add(Chart chart)
    {
        _charts.Add(chart);
        _body.AppendLine($"\n![{chart.Title}]({chart.File})");
    }

    public void Heading(string text) => _body.AppendLine($"\n## {text}");

    public void Paragraph(string text) => _body.AppendLine($"\n{text}");

    /// <summary>Adds a table.</summary>
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">As many cells in each.</param>
    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.AppendLine();
        WriteTable(_body, head, rows);
    }

    /// <summary>The whole report.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"# {title}\n");
        if (_targets.Count > 0)
        {
            text.AppendLine();
            WriteTable(text, ["target", "limit", "measured", ""], _targets.Select(static t => t.Cells));
        }

        return text.Append(_body).ToString();
    }

    private static void WriteTable(StringBuilder text, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.AppendLine($"| {string.Join(" | ", head)} |");
        text.AppendLine($"|{string.Concat(Enumerable.Repeat("---|", head.Count))}");
        foreach (IReadOnlyList<string> row in rows) text.AppendLine($"| {string.Join(" | ", row)} |");
    }
}

/// <summary>A chart of a report.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">The drawing.</param>
internal sealed record Chart(string File, string Title, string Svg);
