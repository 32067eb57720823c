using System.Diagnostics;
using Authz.LoadTests.Http2;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;

namespace Authz.LoadTests.Generators;

/// <summary>The generator for machines without h2load: a fixed number of calls always under way. It looks at every answer.</summary>
internal sealed class ClosedLoop : ILoadGenerator
{
    public string Name => "built-in closed loop";

    public Task<LoadFigures> RunAsync(Subject subject, LoadShape shape, CancellationToken cancellation) =>
        Task.Factory.StartNew(
            () => Run(subject.Server.Grpc, subject.Question, shape, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Loads a server, on this thread.</summary>
    public static LoadFigures Run(Uri server, IQuestion question, LoadShape shape, CancellationToken cancellation)
    {
        var latencies = new Latencies();
        CallConnection[] connections = [.. Enumerable.Range(0, shape.Connections).Select(_ => new CallConnection(server, question, latencies))];
        try
        {
            var waiting = new Waiting(connections);
            var started = Stopwatch.GetTimestamp();
            var end = started + (shape.Seconds * Stopwatch.Frequency);
            for (var now = started; now < end; now = Stopwatch.GetTimestamp())
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (CallConnection connection in connections)
                {
                    while (connection.UnderWay < shape.Streams && connection.CanCall) connection.Add(now);
                }

                waiting.Run(Math.Min(end - now, Stopwatch.Frequency));
            }

            return new LoadFigures(
                latencies.Count, latencies.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, latencies.Microseconds(50), latencies.Microseconds(99));
        }
        finally
        {
            foreach (CallConnection connection in connections) connection.Dispose();
        }
    }
}
