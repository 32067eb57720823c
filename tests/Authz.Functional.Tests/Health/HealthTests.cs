using System.Net;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Authz.Functional.Tests.Health;

public sealed class HealthTests
{
    private const string Decisions = "authz.v1.AuthorizationService", Tokens = "authz.v1.TokenService", Operators = "authz.v1.AdministrationService";

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_service_has_its_own_answer()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        using GrpcChannel channel = GrpcChannel.ForAddress(sidecar.GrpcTcp);
        var health = new Grpc.Health.V1.Health.HealthClient(channel);
        foreach (var service in (string[])["", Decisions, Tokens, Operators]) Assert.Equal(ServingStatus.Serving, await CheckAsync(health, service));
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(health, "authz.v1.Nothing"));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_sidecar_without_a_key_to_sign_with_decides_and_does_not_issue()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, null, TestSidecar.Own(files));
        using GrpcChannel channel = GrpcChannel.ForAddress(sidecar.GrpcTcp);
        var health = new Grpc.Health.V1.Health.HealthClient(channel);
        foreach (KeyStatus key in (await sidecar.StatusAsync(AccessKeyPair.Ops)).Keys) await sidecar.KillAsync(AccessKeyPair.Ops, key.KeyId);
        Assert.Equal(ServingStatus.NotServing, await CheckAsync(health, Tokens));
    }

    [Fact]
    public async Task Stale_policies_are_ready_unless_they_are_not_to_be()
    {
        foreach ((var setting, HttpStatusCode expected) in ((string, HttpStatusCode)[])[("true", HttpStatusCode.OK), ("false", HttpStatusCode.ServiceUnavailable)])
        {
            using var files = new SidecarFiles();
            await using TestSidecar sidecar = await TestSidecar.StartAsync(
                Transport.Tcp, files, null, [.. TestSidecar.Own(files), "--Authz:Organization:Watch=false", $"--Authz:Organization:ReadyWhenStale={setting}"]);
            await File.WriteAllTextAsync(Path.Combine(files.Organization, "organization.json"), "{", End);
            await sidecar.ReloadAsync(AccessKeyPair.Ops);
            using HttpClient browser = TestSidecar.Browser(sidecar.Operations);
            using HttpResponseMessage answer = await browser.GetAsync("/readyz", End);
            Assert.Equal(expected, answer.StatusCode);
            Assert.Contains("stale", await answer.Content.ReadAsStringAsync(End), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_it_is_told_to_end_readiness_falls_first_and_calls_are_answered_meanwhile()
    {
        using var files = new SidecarFiles();
        await using RealSidecar sidecar = await RealSidecar.StartAsync(files, "--Authz:Shutdown:Delay=3s");
        var health = new Grpc.Health.V1.Health.HealthClient(sidecar.Channel);
        using var watch = health.Watch(new HealthCheckRequest { Service = Decisions }, cancellationToken: End);
        Assert.True(await watch.ResponseStream.MoveNext(End));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        sidecar.Terminate();
        Assert.True(await watch.ResponseStream.MoveNext(End));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal(DecisionReason.TokenMissing, (await sidecar.Client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"), End)).Reason);
        Assert.False(await watch.ResponseStream.MoveNext(End));
        Assert.Equal(0, await sidecar.ExitCodeAsync());
    }

    [Fact]
    public async Task A_second_signal_ends_the_waiting()
    {
        using var files = new SidecarFiles();
        await using RealSidecar sidecar = await RealSidecar.StartAsync(files, "--Authz:Shutdown:Delay=5m");
        sidecar.Terminate();
        Assert.Equal(DecisionReason.TokenMissing, (await sidecar.Client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"), End)).Reason);
        sidecar.Terminate();
        Assert.Equal(0, await sidecar.ExitCodeAsync());
    }

    private static async Task<ServingStatus> CheckAsync(Grpc.Health.V1.Health.HealthClient health, string service) =>
        (await health.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: End)).Status;
}
