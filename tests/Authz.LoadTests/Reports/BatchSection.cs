using Authz.LoadTests.Batches;
using Authz.LoadTests.Plots;
using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Reports;

/// <summary>Batches and streams, in the report.</summary>
internal static class BatchSection
{
    private const double Wanted = 1_000_000;

    public static void Write(Report report, IReadOnlyList<BatchFigures> figures)
    {
        foreach (BatchFigures figure in figures)
            report.Add(new Target($"decisions a second, {figure.Name}", figure.PerSecond.Median, Wanted, IsLeast: true, "N0"));
        report.Heading("Many at once");
        report.Paragraph($"Calls of {BatchMessage.Entries} entries; on a stream they are sent without waiting for answers.");
        report.Table(
            ["method", "request, bytes", "answer, bytes", "decisions a second", "least", "most"],
            figures.Select(static f => new[]
            {
                f.Name, $"{f.RequestBytes}", $"{f.AnswerBytes}", $"{f.PerSecond.Median:N0}", $"{f.PerSecond.Least:N0}", $"{f.PerSecond.Most:N0}",
            }));
        report.Add(new Chart("batches.svg", "decisions a second", BarChart.Draw("decisions a second in calls of 100: median, least and most of the rounds",
            [.. figures.Select(static f => new Bar(f.Name, f.PerSecond))])));
    }
}
