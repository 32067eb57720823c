using System.Diagnostics;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Authz.Functional.Tests.Administration;

/// <summary>Every lever over the wire.</summary>
public sealed class RevocationLeverTests
{
    private const string Orders = "111122223333";

    [Theory, ClassData(typeof(Transports))]
    public async Task Each_lever_ends_the_session_it_names_and_leaves_the_others(Transport transport)
    {
        (string Name, Action<RevokeSessionsRequest, IssueTokenResponse> Name1, bool IsOne)[] levers =
        [
            ("role", static (r, _) => r.RoleArn = SidecarCalls.Ec2Operator, false),
            ("account", static (r, _) => r.Account = Orders, false),
            ("session by id", static (r, s) => r.TokenId = TokenIdOf(s), true),
            ("session by token", static (r, s) => r.SessionToken = s.Credentials.SessionToken, true),
            ("everything", static (r, _) => r.Everything = true, false),
        ];
        foreach ((var name, Action<RevokeSessionsRequest, IssueTokenResponse> lever, var isOne) in levers)
        {
            await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
            IssueTokenResponse named = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
            IssueTokenResponse sibling = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
            IssueTokenResponse stranger = await sidecar.AssumeAsync(AccessKeyPair.Leo, SidecarCalls.LegacyReporter);
            var request = new RevokeSessionsRequest();
            lever(request, named);
            RevokeSessionsResponse response = await sidecar.RevokeAsync(AccessKeyPair.Ops, request);
            Assert.True(isOne == (response.IssuedBefore is null), name);
            Assert.True(await IsRevokedAsync(sidecar, named), name);
            Assert.True(isOne != await IsRevokedAsync(sidecar, sibling), name);
            Assert.True((name == "everything") == await IsRevokedAsync(sidecar, stranger), name);
            Assert.Single((await sidecar.ListRevocationsAsync(AccessKeyPair.Ops)).Revocations);
            // X04: who signs in anew gets a session that works
            sidecar.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.False(await IsRevokedAsync(sidecar, await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)), name);
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_revocation_is_in_force_within_five_milliseconds_and_before_it_is_answered(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Assert.False(await IsRevokedAsync(sidecar, session));
        await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        var clock = Stopwatch.StartNew();
        Assert.True(await IsRevokedAsync(sidecar, session));
        TestContext.Current.SendDiagnosticMessage($"asked and refused {clock.Elapsed.TotalMilliseconds:F2} ms after the answer");
    }

    [Fact]
    public async Task What_names_no_sessions_or_two_kinds_is_refused()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        Timestamp late = Timestamp.FromDateTimeOffset(sidecar.Clock.GetUtcNow().AddSeconds(62));
        RevokeSessionsRequest[] faulty =
        [
            new(), new() { RoleArn = SidecarCalls.Ec2Operator, Everything = true }, new() { Everything = false }, new() { Account = "123" },
            new() { TokenId = "x" }, new() { SessionToken = "a.b.c" }, new() { UserArn = "arn:aws:iam::111122223333:user/nobody" },
            new() { UserArn = "arn:aws:iam::123456789012:root" }, new() { SourceIdentity = "" }, new() { FederatedSubject = new FederatedSubject { Subject = "x" } },
            new() { Everything = true, SkewSeconds = 61 }, new() { Everything = true, SkewSeconds = -1 }, new() { Everything = true, IssuedBefore = late },
            new() { Everything = true, SkewSeconds = 1, IssuedBefore = Timestamp.FromDateTimeOffset(sidecar.Clock.GetUtcNow()) },
            new() { Everything = true, IssuedBefore = new Timestamp { Seconds = long.MaxValue } },
            new() { TokenId = "AAAAAAAAAAAAAAAAAAAAAA", IssuedBefore = Timestamp.FromDateTimeOffset(sidecar.Clock.GetUtcNow()) },
        ];
        foreach (RevokeSessionsRequest request in faulty)
            await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.RevokeAsync(AccessKeyPair.Ops, request));
        Assert.Empty((await sidecar.ListRevocationsAsync(AccessKeyPair.Ops)).Revocations);
    }

    [Fact]
    public async Task Each_lever_needs_its_permission()
    {
        using var files = new SidecarFiles();
        // may cut sessions of the role's account and what carries a source identity, no more
        files.Edit(
            "accounts/999999999999/users/ops.json", "\"Resource\": \"*\"",
            "\"Resource\": [\"arn:aws:iam::111122223333:role/*\", \"arn:aws:authz:::source-identity/*\"]");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, null, TestSidecar.Own(files));
        await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        await sidecar.RevokeAsync(AccessKeyPair.Ops, new RevokeSessionsRequest { SourceIdentity = "ana" });
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.OrderService);
        RevokeSessionsRequest[] more =
        [
            new() { Everything = true }, new() { Account = Orders }, new() { UserArn = "arn:aws:iam::111122223333:user/ana" }, new() { TokenId = TokenIdOf(session) },
            new() { SessionToken = session.Credentials.SessionToken }, new() { SessionToken = "no token" },
            new() { FederatedSubject = new FederatedSubject { Issuer = "https://issuer.example", Subject = "x" } },
        ];
        foreach (RevokeSessionsRequest request in more)
            await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.Ops, request));
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.ListRevocationsAsync(AccessKeyPair.Ops));
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.KillAsync(AccessKeyPair.Ops, "AAAAAAAAAAAAAAAA"));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "MissingAuthenticationToken", sidecar.Administration.KillSigningKeyAsync(new KillSigningKeyRequest { KeyId = "x" }));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "MissingAuthenticationToken", sidecar.Administration.ListRevocationsAsync(new ListRevocationsRequest()));
    }

    [Fact]
    public async Task The_list_says_how_far_each_revocation_reaches()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        await sidecar.RevokeAsync(AccessKeyPair.Ops, new RevokeSessionsRequest { RoleArn = SidecarCalls.Ec2Operator, Cascade = false, SkewSeconds = 30 });
        await sidecar.RevokeAsync(AccessKeyPair.Ops, new RevokeSessionsRequest { SessionToken = session.Credentials.SessionToken, Cascade = false });
        await sidecar.RevokeAsync(
            AccessKeyPair.Ops,
            new RevokeSessionsRequest { FederatedSubject = new FederatedSubject { Issuer = "https://issuer.example", Subject = "sub" } });
        Revocation[] list = [.. (await sidecar.ListRevocationsAsync(AccessKeyPair.Ops)).Revocations];
        Assert.Equal([RevokedKind.RoleSessions, RevokedKind.OneSession, RevokedKind.SubjectSessions], list.Select(static r => r.Kind));
        Assert.Equal([false, false, true], list.Select(static r => r.Cascades));
        Assert.Equal(
            sidecar.Clock.GetUtcNow().AddSeconds(30).AddMilliseconds(1).ToUnixTimeMilliseconds(),
            list[0].IssuedBefore.ToDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Null(list[1].IssuedBefore);
        Assert.Equal(session.Credentials.Expiration, list[1].ExpiresAt);
        Assert.Equal(("sub", "https://issuer.example"), (list[2].Id, list[2].Issuer));
    }

    internal static async Task<bool> IsRevokedAsync(TestSidecar sidecar, IssueTokenResponse session) =>
        (await sidecar.AskAsync(session, "iam:ListUsers")).Reason == DecisionReason.SessionRevoked;

    private static string TokenIdOf(IssueTokenResponse session)
    {
        var payload = System.Buffers.Text.Base64Url.DecodeFromChars(session.Credentials.SessionToken.Split('.')[1]);
        using var json = System.Text.Json.JsonDocument.Parse(payload);
        return json.RootElement.GetProperty("jti").GetString()!;
    }
}
