using Authz.LoadTests.Generators;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;
using Google.Protobuf;

namespace Authz.LoadTests.Comparisons;

/// <summary>A finished run.</summary>
internal sealed record Comparison
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public required LoadOptions Options { get; init; }

    /// <summary>The generator's name.</summary>
    public required string Generator { get; init; }

    /// <summary>Bytes of the request, serialized.</summary>
    public required int RequestBytes { get; init; }

    /// <summary>Bytes of the answer, serialized; the same for both servers.</summary>
    public required int AnswerBytes { get; init; }

    public required IReadOnlyList<Round> Rounds { get; init; }

    public required ServerFigures Empty { get; init; }

    public required ServerFigures Sidecar { get; init; }

    /// <summary>Starts both servers, measures, and ends them.</summary>
    public static async Task<Comparison> RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        var sidecarProgram = options.SidecarBinary ?? Tree.Program("Authz.Sidecar", "authz-sidecar");
        using ServerProcess sidecar = await ServerProcess.StartAsync("sidecar", sidecarProgram, SidecarArguments, cancellation);
        await Task.Delay(Idle, cancellation);
        var sidecarIdle = sidecar.ResidentBytes;

        AuthorizeRequest request = Question.Of(await Session.IssueAsync(sidecar.Grpc, cancellation));
        AuthorizeResponse answer = await Question.CheckAsync(sidecar.Grpc, request, 0, cancellation);
        var (requestFile, answerFile) = (Tree.Artifact("request.bin"), Tree.Artifact("answer.bin"));
        await File.WriteAllBytesAsync(requestFile, Question.Frame(request), cancellation);
        await File.WriteAllBytesAsync(answerFile, answer.ToByteArray(), cancellation);

        var emptyProgram = options.EmptyBinary ?? Environment.ProcessPath!;
        using ServerProcess empty = await ServerProcess.StartAsync(
            "empty method", emptyProgram, ports => ["--serve-empty", $"{ports[0]}", $"{ports[1]}", answerFile], cancellation);
        await Task.Delay(Idle, cancellation);
        var emptyIdle = empty.ResidentBytes;

        ILoadGenerator generator = H2Load.IsInstalled && !options.IsBuiltIn
            ? new H2Load(requestFile, Question.Frame(answer).Length)
            : new ClosedLoop(request);
        var rounds = new RoundRunner(generator, options, request, answer.CalculateSize());
        return new Comparison
        {
            Options = options,
            Generator = generator.Name,
            RequestBytes = request.CalculateSize(),
            AnswerBytes = answer.CalculateSize(),
            Rounds = await rounds.RunAsync(empty, sidecar, cancellation),
            Empty = new ServerFigures(Path.GetFileName(emptyProgram), empty.StartToReady, emptyIdle, empty.ResidentBytes),
            Sidecar = new ServerFigures(Path.GetFileName(sidecarProgram), sidecar.StartToReady, sidecarIdle, sidecar.ResidentBytes),
        };
    }

    private static IEnumerable<string> SidecarArguments(int[] ports) =>
    [
        $"--Authz:Listeners:Grpc=127.0.0.1:{ports[0]}", $"--Authz:Listeners:Operations=127.0.0.1:{ports[1]}",
        $"--Authz:Listeners:Http=127.0.0.1:{ports[2]}",
    ];
}
