using System.Text.Json.Nodes;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Clients;

/// <summary>Sessions that end, and clients that take new ones by themselves.</summary>
public sealed class ExpiryTests(StsClients clients)
{
    // a session of 15 minutes ends, and client and sidecar never differ by as much
    private static readonly TimeSpan Behind = TimeSpan.FromMinutes(-10);

    private static readonly TimeSpan Session = TimeSpan.FromSeconds(900);

    private static JsonObject Role => ClientWorld.Role(SidecarCalls.Ec2Operator, "client", ("DurationSeconds", 900));

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task An_expired_session_is_told_as_expired(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, TestClock.Running(Behind));
        AccessKeyPair session = (await ClientWorld.CallAsync(client, sidecar, AccessKeyPair.Ana, "AssumeRole", Role)).Credentials;
        (await ClientWorld.CallAsync(client, sidecar, session, "GetCallerIdentity")).Answered();
        sidecar.Clock.Advance(Session);
        (await ClientWorld.CallAsync(client, sidecar, session, "GetCallerIdentity")).AssertRefused("ExpiredToken", 403);
        (await ClientWorld.CallAsync(client, sidecar, session, "AssumeRole", Role)).AssertRefused("ExpiredToken", 403);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task A_revoked_session_is_told_as_expired_and_a_new_one_counts(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, TestClock.Running());
        AccessKeyPair session = (await ClientWorld.CallAsync(client, sidecar, AccessKeyPair.Ana, "AssumeRole", Role)).Credentials;
        await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        (await ClientWorld.CallAsync(client, sidecar, session, "GetCallerIdentity")).AssertRefused("ExpiredToken", 403);
        sidecar.Clock.Advance(TimeSpan.FromSeconds(1));
        session = (await ClientWorld.CallAsync(client, sidecar, AccessKeyPair.Ana, "AssumeRole", Role)).Credentials;
        (await ClientWorld.CallAsync(client, sidecar, session, "GetCallerIdentity")).Answered();
    }

    [Theory]
    [InlineData(ClientKind.Python)]
    [InlineData(ClientKind.JavaScript)]
    public async Task A_client_renews_its_session_by_itself_across_the_expiry(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        // so far behind that a session of 900 seconds has 3 left at the client
        TimeSpan behind = TimeSpan.FromSeconds(-897);
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, TestClock.Running(behind));
        var call = new ClientCall(sidecar.Http, AccessKeyPair.Ana, "GetCallerIdentity", []) { Keep = true, Renewing = Role };
        ClientAnswer before = await client.CallAsync(call);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Ec2Operator/client", (string)before.Answered()["Arn"]!);

        // the sidecar catches up: whatever was issued has come to its end, and is refused here
        sidecar.Clock.Advance(Session + TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        ClientAnswer after = await client.CallAsync(call);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Ec2Operator/client", (string)after.Answered()["Arn"]!);
        Assert.StartsWith("ASIA", after.AccessKeyId, StringComparison.Ordinal);
        Assert.NotEqual(before.AccessKeyId, after.AccessKeyId);
    }
}
