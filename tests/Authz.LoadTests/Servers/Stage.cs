using Authz.LoadTests.Cerbos;
using Authz.LoadTests.Questions;
using Authz.Protocol.V1;
using Google.Protobuf;

namespace Authz.LoadTests.Servers;

/// <summary>The servers that are compared, started one after the other, each idle for a while before the next.</summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly List<ServerProcess> _processes = [];
    private readonly List<Subject> _subjects = [];
    private readonly List<ServerFigures> _figures = [];

    /// <summary>The empty method, the sidecar, and Cerbos unless it is missing: in this order.</summary>
    public IReadOnlyList<Subject> Subjects => _subjects;

    public Subject Empty => _subjects[0];

    public Subject Sidecar => _subjects[1];

    /// <summary>Why there is no Cerbos; null when there is, or when no part asks for it.</summary>
    public string? CerbosMissing { get; private set; }

    /// <summary>The request that the sidecar allows.</summary>
    public required AuthorizeRequest Request { get; init; }

    /// <summary>Starts them.</summary>
    public static async Task<Stage> StartAsync(LoadOptions options, CancellationToken cancellation)
    {
        var sidecar = await SidecarProcess.StartAsync(options, [], cancellation);
        var stage = new Stage { Request = SampleRequest.Of(await TokenAsync(sidecar, cancellation)) };
        try
        {
            await stage.AddSidecarAsync(sidecar, cancellation);
            await stage.AddEmptyAsync(options, cancellation);
            await stage.AddCerbosAsync(options, cancellation);
            return stage;
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    /// <summary>What is known of the servers beside the measurements, with the memory of now.</summary>
    public IEnumerable<ServerFigures> Figures() => _figures.Select(static f => f with { LoadedBytes = f.Server.ResidentBytes });

    public void Dispose()
    {
        foreach (ServerProcess process in _processes) process.Dispose();
    }

    private static async Task<string> TokenAsync(ServerProcess sidecar, CancellationToken cancellation)
    {
        try
        {
            return await Session.IssueAsync(sidecar.Grpc, cancellation);
        }
        catch
        {
            sidecar.Dispose();
            throw;
        }
    }

    private async Task AddSidecarAsync(ServerProcess server, CancellationToken cancellation)
    {
        await SettleAsync(server, cancellation);
        var question = await AuthorizeQuestion.AskAsync(server.Grpc, Request, cancellation);
        await AuthorizeQuestion.ThrowUnlessDeniedAsync(server.Grpc, SampleRequest.Of(Request.SessionToken, SampleRequest.DeniedRegion), cancellation);
        _subjects.Add(new Subject(server.Name, server, question, IsCounted: true));
    }

    private async Task AddEmptyAsync(LoadOptions options, CancellationToken cancellation)
    {
        var answer = Tree.Artifact("answer.bin");
        await File.WriteAllBytesAsync(answer, ((AuthorizeQuestion)_subjects[0].Question).Answer.ToByteArray(), cancellation);
        ServerProcess server = await ServerProcess.StartAsync(
            "empty", options.EmptyBinary ?? Path.Combine(AppContext.BaseDirectory, "Authz.LoadTests"), ports => ["--serve-empty", $"{ports[0]}", $"{ports[1]}", answer], "/readyz", cancellation);
        await SettleAsync(server, cancellation);
        _subjects.Insert(0, new Subject(server.Name, server, await AuthorizeQuestion.AskAsync(server.Grpc, Request, cancellation), IsCounted: false));
    }

    private async Task AddCerbosAsync(LoadOptions options, CancellationToken cancellation)
    {
        if (options.IsWithoutCerbos)
        {
            CerbosMissing = "not asked for";
            return;
        }

        // the other parts are about the sidecar alone
        if ((options.Parts & (Part.Compare | Part.Rate)) == Part.None) return;
        (var program, CerbosMissing) = options.CerbosBinary is { } given ? (given, null) : await CerbosBinary.FindAsync(cancellation);
        if (program is null) return;
        var configuration = await CerbosFiles.WriteAsync(cancellation);
        ServerProcess server = await ServerProcess.StartAsync(
            "Cerbos", program, ports => CerbosFiles.Arguments(configuration, ports), "/_cerbos/health", cancellation);
        await SettleAsync(server, cancellation);
        _subjects.Add(new Subject(server.Name, server, await CerbosQuestion.AskAsync(server.Grpc, cancellation), IsCounted: false));
    }

    private async Task SettleAsync(ServerProcess server, CancellationToken cancellation)
    {
        _processes.Add(server);
        await Task.Delay(Idle, cancellation);
        _figures.Add(new ServerFigures(server, server.ResidentBytes, 0));
    }
}

/// <summary>What is known of a server beside the measurements.</summary>
/// <param name="Server">The process.</param>
/// <param name="IdleBytes">Resident memory before the first load.</param>
/// <param name="LoadedBytes">Resident memory after the last load.</param>
internal readonly record struct ServerFigures(ServerProcess Server, long IdleBytes, long LoadedBytes);
