using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Functional.Tests.Clients;

/// <summary>An SDK of another language, in a process that takes a call a line.</summary>
internal sealed class DrivenClient : IStsClient
{
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Task<string> _complaints;

    private DrivenClient(Process process) => (_process, _complaints) = (process, process.StandardError.ReadToEndAsync());

    public string Version { get; private set; } = "";

    /// <summary>Starts the process and waits until it says who it is.</summary>
    /// <param name="program">The program.</param>
    /// <param name="environment">What its environment has beside the usual.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<IStsClient> StartAsync(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var client = new DrivenClient(ClientProcess.Start(program, environment, arguments));
        client.Version = (string)(await client.ReadAsync())["client"]!;
        return client;
    }

    public async Task<ClientAnswer> CallAsync(ClientCall call)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await _process.StandardInput.WriteLineAsync(LineOf(call).ToJsonString());
            await _process.StandardInput.FlushAsync();
            return (await ReadAsync()).Deserialize<ClientAnswer>(Names)!;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }

    private static JsonObject LineOf(ClientCall call) => new()
    {
        ["endpoint"] = call.Endpoint,
        ["operation"] = call.Operation,
        ["parameters"] = call.Parameters.DeepClone(),
        ["region"] = call.Region,
        ["keep"] = call.Keep,
        ["renewing"] = call.Renewing?.DeepClone(),
        ["key"] = call.Key is null ? null : new JsonObject { ["id"] = call.Key.Id, ["secret"] = call.Key.Secret, ["token"] = call.Key.SessionToken },
    };

    private async Task<JsonNode> ReadAsync() =>
        JsonNode.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"the client ended: {await _complaints}"))!;
}
