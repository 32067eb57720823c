using System.Text.Json.Nodes;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Clients;
using Authz.Functional.Tests.Federation;
using Authz.Functional.Tests.Hosting;

[assembly: AssemblyFixture(typeof(ClientWorld))]

namespace Authz.Functional.Tests.Clients;

/// <summary>A sidecar whose clock is the clients', with a cluster that issues web identity tokens, for tests that change nothing in it.</summary>
public sealed class ClientWorld : IAsyncLifetime
{
    internal Cluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await Cluster.StartAsync(Transport.Tcp, TestClock.Running());

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    /// <summary>Parameters of AssumeRole.</summary>
    internal static JsonObject Role(string arn, string name = "client", params (string Name, JsonNode Value)[] more)
    {
        var parameters = new JsonObject { ["RoleArn"] = arn, ["RoleSessionName"] = name };
        foreach (var (key, value) in more) parameters[key] = value;
        return parameters;
    }

    /// <summary>Makes a call.</summary>
    internal static Task<ClientAnswer> CallAsync(
        IStsClient client, TestSidecar sidecar, AccessKeyPair? key, string operation, JsonObject? parameters = null, string region = "eu-west-1") =>
        client.CallAsync(new ClientCall(sidecar.Http, key, operation, parameters ?? [], region));
}
