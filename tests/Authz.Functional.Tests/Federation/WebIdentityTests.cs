using System.Diagnostics;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Authz.Sts.Tests.Worlds;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Federation;

/// <summary>AssumeRoleWithWebIdentity over the wire, with a cluster that issues.</summary>
public sealed class WebIdentityTests
{
    private const string Order = "arn:aws:orders:eu-west-1:111122223333:order/1";

    [Theory, ClassData(typeof(Transports))]
    public async Task W01_A_pod_takes_the_role_of_its_service_account(Transport transport)
    {
        await using Cluster cluster = await Cluster.StartAsync(transport);
        IssueTokenResponse session = await cluster.TakeAsync(cluster.Token());
        Assert.Equal(
            (TestTokens.Subject, TestTokens.Issuer, "authz", "arn:aws:sts::111122223333:assumed-role/OrderService/pod-1", 2),
            (session.SubjectFromWebIdentityToken, session.Provider, session.Audience, session.AssumedRoleUser.Arn, session.TokenVersion));
        Assert.Equal(Decision.Allow, (await cluster.Sidecar.AskAsync(session, "orders:GetOrder", Order, "eu-west-1")).Decision);
        IssueTokenResponse payments = await cluster.Sidecar.ChainAsync(session, SidecarCalls.PaymentProcessor);
        Assert.Equal(("", "", ""), (payments.SubjectFromWebIdentityToken, payments.Provider, payments.Audience));
        Assert.Equal(
            [("/.well-known/openid-configuration", "Bearer bearer-of-the-sidecar"), ("/openid/v1/jwks", "Bearer bearer-of-the-sidecar")],
            cluster.Issuer.Asked);
    }

    [Fact]
    public async Task W02_Whatever_else_the_caller_sends_as_proof_is_not_looked_at()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        await cluster.TakeAsync(cluster.Token(), static r => r.Caller = new Caller { SessionToken = "garbage" });
        await cluster.TakeAsync(cluster.Token(), static r => r.Caller = new Caller
        {
            SignedRequest = new SignedRequest { Headers = { ["authorization"] = "AWS4-HMAC-SHA256 garbage" }, Payload = ByteString.CopyFromUtf8("x") },
        });
    }

    [Fact]
    public async Task Refusals_have_the_codes_and_statuses_of_the_table()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        await Refused(StatusCode.InvalidArgument, "ValidationError", cluster, new string('a', 20001));
        await Refused(StatusCode.Unauthenticated, "InvalidIdentityToken", cluster, "no.token.at-all");
        await Refused(StatusCode.Unauthenticated, "InvalidIdentityToken", cluster, cluster.Token(claims: static c => c["aud"] = "stranger"));
        await Refused(StatusCode.Unauthenticated, "ExpiredTokenException", cluster, cluster.Token(claims: static c => c["exp"] = c["iat"]!.DeepClone()));
        await Refused(StatusCode.PermissionDenied, "AccessDenied", cluster, cluster.Token(claims: static c => c["sub"] = "system:serviceaccount:orders:other"));
        await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "ValidationError", cluster.TakeAsync(cluster.Token(), static r => r.CredentialUse = (CredentialUse)9));
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", cluster.TakeAsync(cluster.Token(), static r => r.Region = "nowhere"));
    }

    [Fact]
    public async Task W13_An_issuer_that_is_down_is_told_as_such_until_keys_are_known()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        cluster.Issuer.Serve("/openid/v1/jwks", static c =>
        {
            c.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await Refused(StatusCode.Unavailable, "IDPCommunicationError", cluster, cluster.Token());
        cluster.Issuer.ServeCluster(TestTokens.KeySet(cluster.Key));
        cluster.Sidecar.Clock.Advance(TimeSpan.FromSeconds(2));
        await cluster.TakeAsync(cluster.Token());
        await cluster.Issuer.StopAsync();
        cluster.Sidecar.Clock.Advance(TimeSpan.FromHours(3));
        await cluster.TakeAsync(cluster.Token());
    }

    [Fact]
    public async Task A_rotation_of_the_issuers_keys_is_seen()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        using var second = new TestKey("RS256", "second");
        await cluster.TakeAsync(cluster.Token());
        cluster.Sidecar.Clock.Advance(TimeSpan.FromMinutes(1));
        cluster.Issuer.ServeCluster(TestTokens.KeySet(cluster.Key, second));
        await cluster.TakeAsync(cluster.Token(second));
        // the old key goes: what it signed ends within the hour
        cluster.Issuer.ServeCluster(TestTokens.KeySet(second));
        cluster.Sidecar.Clock.Advance(TimeSpan.FromHours(1));
        await Refused(StatusCode.Unauthenticated, "InvalidIdentityToken", cluster, cluster.Token());
        await cluster.TakeAsync(cluster.Token(second));
    }

    [Fact]
    public async Task W14_Forged_keys_do_not_have_the_issuer_asked_again_and_again()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        await cluster.TakeAsync(cluster.Token());
        cluster.Sidecar.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var forged = new TestKey("ES256", $"forged-{i}");
            await Refused(StatusCode.Unauthenticated, "InvalidIdentityToken", cluster, cluster.Token(forged));
        }));
        Assert.Equal(4, cluster.Issuer.Asked.Count);
    }

    [Fact]
    public async Task A_slow_issuer_holds_up_nobody_else()
    {
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, null, "--Authz:Federation:FetchTimeout=3s");
        cluster.Issuer.Serve("/openid/v1/jwks", static async c =>
            await Task.Delay(Timeout.Infinite, c.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default));
        Task[] slow = [.. Enumerable.Range(0, 200).Select(_ => Refused(StatusCode.Unavailable, "IDPCommunicationError", cluster, cluster.Token()))];
        var started = Stopwatch.StartNew();
        await cluster.Sidecar.AssertServesAsync();
        Assert.All(slow, static call => Assert.False(call.IsCompleted));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(3), "the others were held up");
        await Task.WhenAll(slow);
        Assert.Single(cluster.Issuer.Asked, static a => a.Path == "/openid/v1/jwks");
    }

    private static Task Refused(StatusCode status, string code, Cluster cluster, string token) =>
        SidecarCalls.RefusedAsync(status, code, cluster.TakeAsync(token));
}
