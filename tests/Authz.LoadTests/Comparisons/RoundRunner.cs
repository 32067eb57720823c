using Authz.LoadTests.Generators;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Comparisons;

/// <summary>Runs the rounds: both servers in turn, first and second changing places, each answer checked before and after.</summary>
/// <param name="generator">The load.</param>
/// <param name="options">How many, how long.</param>
/// <param name="request">The question of the samples.</param>
/// <param name="answerSize">Bytes of each answer.</param>
internal sealed class RoundRunner(ILoadGenerator generator, LoadOptions options, AuthorizeRequest request, int answerSize)
{
    // tiered compilation replaces methods in the background, late on a busy machine
    private const int WarmUps = 2;

    private readonly LoadShape _load = new(options.Connections, options.Streams, options.Seconds);
    private readonly LoadShape _serial = new(1, 1, options.SerialSeconds);

    /// <summary>Runs them; the first ones, which warm up, do not count.</summary>
    public async Task<IReadOnlyList<Round>> RunAsync(ServerProcess empty, ServerProcess sidecar, CancellationToken cancellation)
    {
        var rounds = new List<Round>();
        for (var number = 1 - WarmUps; number <= options.Rounds; number++)
        {
            var isEmptyFirst = number % 2 == 0;
            Measurement first = await MeasureAsync(isEmptyFirst ? empty : sidecar, !isEmptyFirst, cancellation);
            Measurement second = await MeasureAsync(isEmptyFirst ? sidecar : empty, isEmptyFirst, cancellation);
            Round round = isEmptyFirst ? new Round(first, second) : new Round(second, first);
            Console.WriteLine($"{(number < 1 ? "warm-up" : $"round {number}")}: "
                + $"empty {round.Empty.Load.PerSecond:F0}/s, sidecar {round.Sidecar.Load.PerSecond:F0}/s, "
                + $"processor {round.Empty.ProcessorTime:F1} and {round.Sidecar.ProcessorTime:F1} us a call");
            if (number > 0) rounds.Add(round);
        }

        return rounds;
    }

    private async Task<Measurement> MeasureAsync(ServerProcess server, bool isSidecar, CancellationToken cancellation)
    {
        await Question.CheckAsync(server.Grpc, request, answerSize, cancellation);
        DecisionCount before = isSidecar ? await DecisionCount.ReadAsync(server.Operations, cancellation) : default;
        TimeSpan started = server.ProcessorTime;
        LoadFigures load = await generator.RunAsync(server, _load, cancellation);
        TimeSpan used = server.ProcessorTime - started;
        LoadFigures serial = await generator.RunAsync(server, _serial, cancellation);
        if (isSidecar) (await DecisionCount.ReadAsync(server.Operations, cancellation)).ThrowUnlessAllowed(before, load.Calls + serial.Calls);
        await Question.CheckAsync(server.Grpc, request, answerSize, cancellation);
        return new Measurement(load, serial, used.TotalMicroseconds / load.Calls);
    }
}
