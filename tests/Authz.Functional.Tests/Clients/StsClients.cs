using System.Collections.Concurrent;
using Authz.Functional.Tests.Clients;
using Authz.Functional.Tests.Hosting;

[assembly: AssemblyFixture(typeof(StsClients))]

namespace Authz.Functional.Tests.Clients;

/// <summary>One client of each kind for all tests. Where one is not on a developer's machine its tests are skipped; where everything must run they fail.</summary>
public sealed class StsClients : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Authz.Functional.Tests", "Clients");

    private readonly ConcurrentDictionary<ClientKind, Lazy<Task<IStsClient?>>> _clients = new();

    /// <summary>The client of a kind that all tests share.</summary>
    internal async Task<IStsClient> FindAsync(ClientKind kind) =>
        Present(kind, await _clients.GetOrAdd(kind, static k => new Lazy<Task<IStsClient?>>(() => StartAsync(k, ClientProcess.Plain))).Value);

    /// <summary>A client of a kind for one test, with an environment of its own.</summary>
    internal static async Task<IStsClient> StartOwnAsync(ClientKind kind, IReadOnlyDictionary<string, string> environment) =>
        Present(kind, await StartAsync(kind, environment));

    private static IStsClient Present(ClientKind kind, IStsClient? client)
    {
        var reason = $"{kind} is not on this machine: install boto3 for Python, the AWS command line, or run `npm ci` in `{Path.Combine(Folder, "javascript")}`";
        Assert.False(client is null && Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.SkipWhen(client is null, reason);
        return client!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<IStsClient?>> client in _clients.Values)
        {
            if (client.Value is { IsCompletedSuccessfully: true, Result: { } started }) await started.DisposeAsync();
        }
    }

    private static async Task<IStsClient?> StartAsync(ClientKind kind, IReadOnlyDictionary<string, string> environment) => kind switch
    {
        ClientKind.DotNet => new DotNetClient(),
        ClientKind.CommandLine => await FindCommandLineAsync(environment),
        ClientKind.JavaScript => await StartJavaScriptAsync(environment),
        ClientKind.Python => await StartPythonAsync(environment),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // the distribution's before any other, unless another one is to be tried
    private static string[] Programs(string variable, params string[] usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } wanted ? [wanted] : usual;

    private static async Task<IStsClient?> FindCommandLineAsync(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var program in Programs("AUTHZ_CLIENT_AWS", "/usr/bin/aws", "aws"))
        {
            if (await ClientProcess.RunAsync(program, ClientProcess.Plain, "--version") is { Status: 0 } found)
                return new CommandLineClient(program, found.Output.Split(' ')[0], environment);
        }

        return null;
    }

    private static async Task<IStsClient?> StartJavaScriptAsync(IReadOnlyDictionary<string, string> environment)
    {
        var folder = Path.Combine(Folder, "javascript");
        return Directory.Exists(Path.Combine(folder, "node_modules")) && await ClientProcess.RunAsync("node", ClientProcess.Plain, "--version") is { Status: 0 }
            ? await DrivenClient.StartAsync("node", environment, Path.Combine(folder, "driver.mjs"))
            : null;
    }

    private static async Task<IStsClient?> StartPythonAsync(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var program in Programs("AUTHZ_CLIENT_PYTHON", "/usr/bin/python3", "python3"))
        {
            if (await ClientProcess.RunAsync(program, ClientProcess.Plain, "-c", "import boto3") is { Status: 0 })
                return await DrivenClient.StartAsync(program, environment, Path.Combine(Folder, "python", "driver.py"));
        }

        return null;
    }
}
