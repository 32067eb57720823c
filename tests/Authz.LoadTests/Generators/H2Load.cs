using System.Diagnostics;
using System.Globalization;
using Authz.LoadTests.Servers;

namespace Authz.LoadTests.Generators;

/// <summary>h2load of nghttp2: costs the machine little beside the server.</summary>
internal sealed class H2Load : ILoadGenerator
{
    private const string Program = "h2load";

    public string Name => Program;

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static d => File.Exists(Path.Combine(d, Program)));

    public async Task<LoadFigures> RunAsync(Subject subject, LoadShape shape, CancellationToken cancellation)
    {
        var log = Tree.Artifact("h2load.log");
        File.Delete(log);
        // an error has another length
        var answerLength = subject.Question.AnswerLength;
        var output = await RunAsync(subject, shape, log, cancellation);
        var calls = Number(output, " succeeded", '\n', ',');
        if (calls == 0 || Number(output, " failed", ',') != 0) throw new LoadFaultException($"h2load counts failures:\n{output}");
        // calls cut off at the end have sent part of their data
        var data = Number(output, ") data", '(');
        var most = (calls + ((long)shape.Connections * shape.Streams)) * answerLength;
        if (data < calls * answerLength || data > most)
            throw new LoadFaultException($"{calls} answers of {answerLength} bytes are not {data} bytes, some are errors:\n{output}");
        double[] durations = [.. (await File.ReadAllLinesAsync(log, cancellation)).Select(ReadDuration).Where(static d => d >= 0).Order()];
        return new LoadFigures(calls, (double)calls / shape.Seconds, Percentile.Of(durations, 0.5), Percentile.Of(durations, 0.99));
    }

    private async Task<string> RunAsync(Subject subject, LoadShape shape, string log, CancellationToken cancellation)
    {
        var requestFile = Tree.Artifact("request.bin");
        await File.WriteAllBytesAsync(requestFile, subject.Question.Request, cancellation);
        string[] arguments =
        [
            "-c", Text(shape.Connections), "-m", Text(shape.Streams), "-t", "1", "-D", Text(shape.Seconds), "-d", requestFile,
            "-H", "content-type: application/grpc", "-H", "te: trailers", $"--log-file={log}", new Uri(subject.Server.Grpc, subject.Question.Path).AbsoluteUri,
        ];
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return output;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    // start in microseconds, status, duration in microseconds
    private static double ReadDuration(string line) =>
        line.Split('\t') is [_, "200", var duration, ..] ? double.Parse(duration, CultureInfo.InvariantCulture) : -1;

    // the number that ends where the label begins
    private static long Number(string output, string label, params ReadOnlySpan<char> before)
    {
        var end = output.IndexOf(label, StringComparison.Ordinal);
        if (end < 0) throw new LoadFaultException($"h2load says nothing of `{label.Trim()}`:\n{output}");
        var start = output.AsSpan(0, end).LastIndexOfAny(before) + 1;
        return long.Parse(output.AsSpan(start, end - start), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
