using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Authz.Functional.Tests.Clients;

/// <summary>The AWS command line: a process a call.</summary>
internal sealed partial class CommandLineClient(string program, string version, IReadOnlyDictionary<string, string> environment) : IStsClient
{
    public string Version { get; } = version;

    public async Task<ClientAnswer> CallAsync(ClientCall call)
    {
        var (status, output, complaints) = (await ClientProcess.RunAsync(
            program, new Dictionary<string, string>([.. environment, .. ClientProcess.EnvironmentOf(call.Key)]), "sts", Word().Replace(call.Operation, "-$1").ToLowerInvariant(), "--cli-input-json", call.Parameters.ToJsonString(),
            "--endpoint-url", call.Endpoint, "--region", call.Region, "--output", "json"))!.Value;
        if (status == 0) return new ClientAnswer { Result = JsonNode.Parse(output)!.AsObject() };
        Match told = Told().Match(complaints);
        Assert.True(told.Success, complaints);
        return new ClientAnswer { Code = told.Groups["code"].Value, Message = told.Groups["message"].Value };
    }

    public ValueTask DisposeAsync() => default;

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Word();

    [GeneratedRegex(@"An error occurred \((?<code>\w+)\) when calling the \w+ operation[^:]*: (?<message>.*)")]
    private static partial Regex Told();
}
