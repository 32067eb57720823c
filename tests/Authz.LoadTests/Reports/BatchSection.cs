using Authz.LoadTests.Batches;
using Authz.LoadTests.Plots;
using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Reports;

/// <summary>Batches and streams, in the report.</summary>
internal static class BatchSection
{
    // a million a second on a machine whose empty method answers 100,000 calls: another machine has other figures, and the same ratio
    private const double Wanted = 10;

    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="figures">The empty method's first.</param>
    public static void Write(Report report, IReadOnlyList<BatchFigures> figures)
    {
        foreach (BatchFigures figure in figures.Skip(1))
            report.Add(new Target($"decisions for a call of the empty method, {figure.Name}", figure.ToEmpty.Median, Wanted, IsLeast: true));
        report.Heading("Many at once");
        report.Paragraph($"Calls of {BatchMessage.Entries} entries; on a stream they are sent without waiting for answers. The generator shares the "
            + "processors with the servers.");
        report.Table(
            ["method", "request, bytes", "answer, bytes", "calls or decisions a second", "least", "most", "server's processor time, µs", "to the empty method"],
            figures.Select(static f => new[]
            {
                f.Name, $"{f.RequestBytes}", $"{f.AnswerBytes}", $"{f.PerSecond.Median:N0}", $"{f.PerSecond.Least:N0}", $"{f.PerSecond.Most:N0}",
                $"{f.ProcessorTime.Median:F2}", $"{f.ToEmpty.Median:F1} ({f.ToEmpty.Least:F1} to {f.ToEmpty.Most:F1})",
            }));
        report.Add(new Chart("batches.svg", "decisions a second", BarChart.Draw("decisions a second in calls of 100: median, least and most of the rounds",
            [.. figures.Skip(1).Select(static f => new Bar(f.Name, f.PerSecond))])));
    }
}
