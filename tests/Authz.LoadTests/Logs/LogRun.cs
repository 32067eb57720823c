using Authz.LoadTests.Generators;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Rates;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Logs;

/// <summary>The sidecar at one rate without a decision log, and with one in each mode.</summary>
/// <param name="rates">Measures half of saturation.</param>
/// <param name="options">Which sidecar, how long.</param>
internal sealed class LogRun(RateRun rates, LoadOptions options)
{
    /// <summary>Without a log: what the others are measured by.</summary>
    public const string Without = "off";

    private static readonly string[] Modes = [Without, "latency", "durable", "blocking"];

    private readonly TimeSpan _round = TimeSpan.FromSeconds(Math.Max(2, options.RateSeconds / 4));

    /// <summary>Starts sidecars of its own, and ends them.</summary>
    public async Task<IReadOnlyList<LogFigures>> RunAsync(CancellationToken cancellation)
    {
        DirectoryInfo logs = Directory.CreateTempSubdirectory("authz-load-");
        var subjects = new List<Subject>();
        try
        {
            foreach (var mode in Modes) subjects.Add(await StartAsync(mode, logs, cancellation));
            for (var warmUp = 0; warmUp < 2; warmUp++)
            {
                foreach (Subject subject in subjects) await rates.HalfOfSaturationAsync(subject, cancellation);
            }

            var rate = await rates.HalfOfSaturationAsync(subjects[0], cancellation);
            return await MeasureAsync(subjects, rate, cancellation);
        }
        finally
        {
            foreach (Subject subject in subjects) subject.Server.Dispose();
            logs.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<LogFigures>> MeasureAsync(List<Subject> subjects, double rate, CancellationToken cancellation)
    {
        Latencies[][] rounds = [.. subjects.Select(static _ => Array.Empty<Latencies>())];
        for (var round = 0; round < options.Rounds; round++)
        {
            // the order changes, so that none is always after the same
            for (var turn = 0; turn < subjects.Count; turn++)
            {
                var at = (turn + round) % subjects.Count;
                Latencies latencies = await RateRun.RunAsync(subjects[at], rate, _round, cancellation);
                rounds[at] = [.. rounds[at], latencies];
                Console.WriteLine($"log {subjects[at].Name} at {rate:F0}/s: p50 {latencies.Microseconds(50):F0} us, p99 {latencies.Microseconds(99):F0} us");
            }
        }

        return
        [
            .. subjects.Select((s, at) =>
            {
                var all = new Latencies();
                foreach (Latencies one in rounds[at]) all.Add(one);
                return new LogFigures(new RateFigures(s.Name, rate, all), Spread.Of(rounds[at].Zip(rounds[0], static (own, off) => own.Microseconds(99) / off.Microseconds(99))));
            }),
        ];
    }

    private async Task<Subject> StartAsync(string mode, DirectoryInfo logs, CancellationToken cancellation)
    {
        string[] settings = mode == Without ? [] : [$"--Authz:Audit:Decisions={mode}", $"--Authz:Audit:Directory={Path.Combine(logs.FullName, mode)}", "--Authz:Audit:FileCount=2"];
        ServerProcess server = await SidecarProcess.StartAsync(options, settings, cancellation);
        AuthorizeRequest request = SampleRequest.Of(await Session.IssueAsync(server.Grpc, cancellation));
        return new Subject(mode, server, await AuthorizeQuestion.AskAsync(server.Grpc, request, cancellation), IsCounted: true);
    }
}

/// <summary>Durations with a decision log.</summary>
/// <param name="Rate">Of all rounds.</param>
/// <param name="ToNone">The 99th percentile to that without a log, round by round.</param>
internal sealed record LogFigures(RateFigures Rate, Spread ToNone);
