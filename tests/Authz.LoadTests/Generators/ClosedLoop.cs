using System.Collections.Concurrent;
using System.Diagnostics;
using Authz.Client;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Generators;

/// <summary>The generator for machines without h2load. It takes processor time from the servers, and looks at every answer.</summary>
/// <param name="request">The question.</param>
internal sealed class ClosedLoop(AuthorizeRequest request) : ILoadGenerator
{
    private static readonly AuthzClientOptions Patient = new() { Deadline = TimeSpan.FromSeconds(30) };

    public string Name => "built-in closed loop";

    public async Task<LoadFigures> RunAsync(ServerProcess server, LoadShape shape, CancellationToken cancellation)
    {
        AuthzClient[] clients =
            [.. Enumerable.Range(0, shape.Connections).Select(_ => AuthzClient.Connect(server.Grpc.GetLeftPart(UriPartial.Authority), Patient))];
        try
        {
            var durations = new ConcurrentBag<List<double>>();
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, shape.Streams)
                .Select(_ => Task.Run(async () => durations.Add(await AskAsync(client, started, shape.Seconds, cancellation)), cancellation))));
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            double[] sorted = [.. durations.SelectMany(static d => d).Order()];
            return new LoadFigures(sorted.Length, sorted.Length / seconds, Percentile.Of(sorted, 0.5), Percentile.Of(sorted, 0.99));
        }
        finally
        {
            foreach (AuthzClient client in clients) client.Dispose();
        }
    }

    private async Task<List<double>> AskAsync(AuthzClient client, long started, int seconds, CancellationToken cancellation)
    {
        var durations = new List<double>();
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            var asked = Stopwatch.GetTimestamp();
            Question.ThrowUnlessAllowed(await client.AuthorizeAsync(request, cancellation));
            durations.Add(Stopwatch.GetElapsedTime(asked).TotalMicroseconds);
        }

        return durations;
    }
}
