using Authz.LoadTests.Generators;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Batches;

/// <summary>Decisions a second when a caller asks for many at once.</summary>
/// <param name="generator">The load.</param>
/// <param name="options">How many rounds, how long.</param>
internal sealed class BatchRun(ILoadGenerator generator, LoadOptions options)
{
    private const int MostRounds = 3;

    // the JIT's: it compiles the way of a batch for good only after some seconds of it
    private const int WarmUps = 3;

    // each call is a hundred decisions: few keep both processors busy
    private readonly LoadShape _shape = new(Connections: 8, Streams: 4, options.Seconds);

    /// <summary>Runs batches and streams in turn.</summary>
    /// <param name="sidecar">The sidecar.</param>
    /// <param name="request">What each entry asks.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<BatchFigures>> RunAsync(Subject sidecar, AuthorizeRequest request, CancellationToken cancellation)
    {
        Subject[] subjects =
        [
            sidecar with { Name = "AuthorizeBatch", Question = await BatchQuestion.AskAsync(sidecar.Server.Grpc, request, cancellation) },
            sidecar with { Name = "AuthorizeBatchStream", Question = await BatchStreamQuestion.AskAsync(sidecar.Server.Grpc, request, cancellation) },
            sidecar with { Name = "AuthorizeStream", Question = await StreamQuestion.AskAsync(sidecar.Server.Grpc, request, cancellation) },
        ];
        List<double>[] decisions = [.. subjects.Select(static _ => new List<double>())];
        for (var round = 1 - WarmUps; round <= Math.Min(MostRounds, options.Rounds); round++)
        {
            foreach ((var at, Subject subject) in subjects.Index())
            {
                LoadFigures load = await subject.CheckedAsync(
                    () => generator.RunAsync(subject, _shape, cancellation), static l => l.Calls, cancellation);
                var perSecond = load.PerSecond * subject.Question.Decisions;
                Console.WriteLine($"{(round <= 0 ? "warm-up" : $"round {round}")}: {subject.Name} {perSecond:F0} decisions/s");
                if (round > 0) decisions[at].Add(perSecond);
            }
        }

        return [.. subjects.Zip(decisions, static (s, d) => new BatchFigures(s.Name, s.Question.Request.Length, s.Question.AnswerLength, Spread.Of(d)))];
    }
}

/// <summary>Decisions of a method that takes many requests.</summary>
/// <param name="Name">The method.</param>
/// <param name="RequestBytes">Bytes of a call's body.</param>
/// <param name="AnswerBytes">Bytes of an answer's body.</param>
/// <param name="PerSecond">Decisions a second.</param>
internal sealed record BatchFigures(string Name, int RequestBytes, int AnswerBytes, Spread PerSecond);
