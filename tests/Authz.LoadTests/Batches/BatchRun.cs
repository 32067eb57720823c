using Authz.LoadTests.Generators;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Batches;

/// <summary>Decisions a second when a caller asks for many at once, beside the calls a second of the empty method.</summary>
/// <param name="generator">The load.</param>
/// <param name="options">How many rounds, how long.</param>
internal sealed class BatchRun(ILoadGenerator generator, LoadOptions options)
{
    private const int MostRounds = 3;

    // the JIT's: it compiles the way of a batch for good only after some seconds of it
    private const int WarmUps = 3;

    // each call is a hundred decisions: few keep both processors busy
    private readonly LoadShape _batches = new(Connections: 8, Streams: 4, options.Seconds);
    private readonly LoadShape _calls = new(options.Connections, options.Streams, options.Seconds);

    /// <summary>Runs batches, streams and the empty method in turn.</summary>
    /// <param name="empty">The empty method.</param>
    /// <param name="sidecar">The sidecar.</param>
    /// <param name="request">What each entry asks.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<BatchFigures>> RunAsync(Subject empty, Subject sidecar, AuthorizeRequest request, CancellationToken cancellation)
    {
        Subject[] subjects =
        [
            empty,
            sidecar with { Name = "AuthorizeBatch", Question = await BatchQuestion.AskAsync(sidecar.Server.Grpc, request, cancellation) },
            sidecar with { Name = "AuthorizeBatchStream", Question = await BatchStreamQuestion.AskAsync(sidecar.Server.Grpc, request, cancellation) },
            sidecar with { Name = "AuthorizeStream", Question = await StreamQuestion.AskAsync(sidecar.Server.Grpc, request, cancellation) },
        ];
        List<double>[] decisions = [.. subjects.Select(static _ => new List<double>())];
        List<double>[] costs = [.. subjects.Select(static _ => new List<double>())];
        for (var round = 1 - WarmUps; round <= Math.Min(MostRounds, options.Rounds); round++)
        {
            foreach ((var at, Subject subject) in subjects.Index())
            {
                TimeSpan used = default;
                LoadFigures load = await subject.CheckedAsync(
                    async () =>
                    {
                        TimeSpan started = subject.Server.ProcessorTime;
                        LoadFigures figures = await generator.RunAsync(subject, at == 0 ? _calls : _batches, cancellation);
                        used = subject.Server.ProcessorTime - started;
                        return figures;
                    },
                    static l => l.Calls, cancellation);
                var perSecond = load.PerSecond * subject.Question.Decisions;
                var cost = used.TotalMicroseconds / (load.Calls * subject.Question.Decisions);
                Console.WriteLine($"{(round <= 0 ? "warm-up" : $"round {round}")}: {subject.Name} {perSecond:F0} a second at {cost:F2} us of processor");
                if (round <= 0) continue;
                decisions[at].Add(perSecond);
                costs[at].Add(cost);
            }
        }

        return
        [
            .. subjects.Select((s, at) => new BatchFigures(
                s.Name, s.Question.Request.Length, s.Question.AnswerLength, Spread.Of(decisions[at]), Spread.Of(costs[at]),
                Spread.Of([.. decisions[at].Zip(decisions[0], static (d, calls) => d / calls)]))),
        ];
    }
}

/// <summary>Decisions of a method that takes many requests.</summary>
/// <param name="Name">The method.</param>
/// <param name="RequestBytes">Bytes of a call's body.</param>
/// <param name="AnswerBytes">Bytes of an answer's body.</param>
/// <param name="PerSecond">Decisions a second, of server and generator on the same processors.</param>
/// <param name="ProcessorTime">Processor time of the server for a decision, microseconds.</param>
/// <param name="ToEmpty">Decisions for a call of the empty method, in the same round.</param>
internal sealed record BatchFigures(string Name, int RequestBytes, int AnswerBytes, Spread PerSecond, Spread ProcessorTime, Spread ToEmpty);
