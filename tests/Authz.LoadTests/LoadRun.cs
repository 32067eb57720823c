using Authz.LoadTests.Batches;
using Authz.LoadTests.Comparisons;
using Authz.LoadTests.Generators;
using Authz.LoadTests.Logs;
using Authz.LoadTests.Rates;
using Authz.LoadTests.Reloads;
using Authz.LoadTests.Reports;
using Authz.LoadTests.Servers;

namespace Authz.LoadTests;

/// <summary>A run: the servers are started, the parts that were asked for run one after the other, the servers end.</summary>
internal static class LoadRun
{
    private const double Mebibyte = 1 << 20;

    /// <returns>The report.</returns>
    /// <exception cref="LoadFaultException">Nothing is to be reported: a server did not start, or an answer was wrong.</exception>
    public static async Task<Report> RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        ILoadGenerator generator = H2Load.IsInstalled && !options.IsBuiltIn ? new H2Load() : new ClosedLoop();
        using Stage stage = await Stage.StartAsync(options, cancellation);
        if (stage.CerbosMissing is { } why) Console.WriteLine($"without Cerbos: {why}");
        var report = new Report("Authorize under load");
        report.Paragraph($"{generator.Name}, {options.Connections} connections with {options.Streams} calls each; {Environment.ProcessorCount} processors shared "
            + "by server and generator. Every sampled answer, and every decision the sidecar counted, was ALLOW.");
        if (options.Runs(Part.Compare)) ComparisonSection.Write(report, await new RoundRunner(generator, options, stage.Subjects).RunAsync(cancellation));
        var rates = new RateRun(generator, options);
        if (options.Runs(Part.Rate)) RateSection.Write(report, await rates.RunAsync(stage.Subjects, cancellation));
        if (options.Runs(Part.Batch))
            BatchSection.Write(report, await new BatchRun(generator, options).RunAsync(stage.Empty, stage.Sidecar, stage.Request, cancellation));
        if (options.Runs(Part.Reload)) ReloadSection.Write(report, await new ReloadRun(rates, options).RunAsync(cancellation));
        if (options.Runs(Part.Log)) LogSection.Write(report, await new LogRun(rates, options).RunAsync(cancellation));
        WriteServers(report, stage);
        return report;
    }

    private static void WriteServers(Report report, Stage stage)
    {
        report.Heading("Servers");
        if (stage.CerbosMissing is { } why) report.Paragraph($"Without Cerbos: {why}.");
        report.Table(
            ["server", "request, bytes", "answer, bytes"],
            stage.Subjects.Select(static s => new[] { s.Name, $"{s.Question.Request.Length}", $"{s.Question.AnswerLength}" }));
        report.Table(
            ["server", "program", "start to ready, ms", "resident idle, MiB", "resident after load, MiB"],
            stage.Figures().Select(static f => new[]
            {
                f.Server.Name, $"`{f.Server.Program}`", $"{f.Server.StartToReady.TotalMilliseconds:F0}", $"{f.IdleBytes / Mebibyte:F0}",
                $"{f.LoadedBytes / Mebibyte:F0}",
            }));
    }
}
