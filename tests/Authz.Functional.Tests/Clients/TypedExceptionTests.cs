using System.Text.Json.Nodes;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Federation;
using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Clients;

/// <summary>The exceptions that the clients have classes for arrive as these, with their codes, statuses and request ids.</summary>
public sealed class TypedExceptionTests(StsClients clients, ClientWorld world)
{
    [Theory, ClassData(typeof(ClientKinds))]
    public Task A_faulty_session_policy(ClientKind kind) => RefusedAsync(
        kind, AccessKeyPair.Ana, "AssumeRole", ClientWorld.Role(SidecarCalls.Ec2Operator, "client", ("Policy", "{")),
        "MalformedPolicyDocument", "MalformedPolicyDocumentException", 400);

    [Theory, ClassData(typeof(ClientKinds))]
    public Task A_session_policy_that_does_not_fit(ClientKind kind)
    {
        // nothing repeats, so that it cannot be packed
        var random = new Random(7);
        var actions = string.Join(',', Enumerable.Range(0, 40).Select(_ => $"\"orders:{Convert.ToHexString(Bytes(random, 15))}\""));
        JsonArray tags = [.. Enumerable.Range(0, 40).Select(i => (JsonNode)new JsonObject { ["Key"] = $"{i}", ["Value"] = Convert.ToBase64String(Bytes(random, 150)) })];
        var policy = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Action":[{{actions}}] } }""";
        return RefusedAsync(
            kind, AccessKeyPair.Ana, "AssumeRole", ClientWorld.Role(SessionTests.OrderReader, "client", ("Policy", policy), ("Tags", tags)),
            "PackedPolicyTooLarge", "PackedPolicyTooLargeException", 400);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public Task A_web_identity_of_nobody(ClientKind kind) => RefusedAsync(
        kind, null, "AssumeRoleWithWebIdentity", Pod("no.token.at-all"), "InvalidIdentityToken", "InvalidIdentityTokenException", 400);

    [Theory, ClassData(typeof(ClientKinds))]
    public Task A_web_identity_that_has_ended(ClientKind kind) => RefusedAsync(
        kind, null, "AssumeRoleWithWebIdentity", Pod(world.Cluster.Token(claims: static c => c["exp"] = (long)c["iat"]! - 1000)),
        "ExpiredTokenException", "ExpiredTokenException", 400);

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task A_region_that_the_account_has_not_enabled(ClientKind kind)
    {
        // unsigned calls are served in the sidecar's own region
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, TestClock.Running(), "--Authz:Region=me-south-1");
        ClientAnswer answer = await ClientWorld.CallAsync(
            await clients.FindAsync(kind), cluster.Sidecar, null, "AssumeRoleWithWebIdentity", Pod(cluster.Token()));
        AssertArrived(kind, answer, "RegionDisabledException", "RegionDisabledException", 403);
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static JsonObject Pod(string token) => ClientWorld.Role(SidecarCalls.OrderService, "pod", ("WebIdentityToken", token));

    private async Task RefusedAsync(
        ClientKind kind, AccessKeyPair? key, string operation, JsonObject parameters, string code, string type, int status)
    {
        ClientAnswer answer = await ClientWorld.CallAsync(await clients.FindAsync(kind), world.Cluster.Sidecar, key, operation, parameters);
        AssertArrived(kind, answer, code, type, status);
    }

    private static void AssertArrived(ClientKind kind, ClientAnswer answer, string code, string type, int status)
    {
        answer.AssertRefused(code, status);
        if (kind == ClientKind.CommandLine) return;
        Assert.Equal((type, status, 36), (answer.Type, answer.Status, answer.RequestId!.Length));
    }
}
