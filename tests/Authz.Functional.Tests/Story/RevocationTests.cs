using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class RevocationTests
{
    [Theory, ClassData(typeof(Transports))]
    public async Task Older_sessions_are_cut_and_later_ones_work(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse older = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        IssueTokenResponse other = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.OrderService);
        // asked before, so that a cached session is cut as well
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(older, "iam:ListUsers")).Decision);

        RevokeSessionsResponse revoked = await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        Assert.Equal("AWSRevokeOlderSessions", revoked.PolicyName);
        Assert.True(revoked.IssuedBefore.ToDateTimeOffset() > sidecar.Clock.GetUtcNow());

        AuthorizeResponse answer = await sidecar.AskAsync(older, "iam:ListUsers");
        Assert.Equal((Decision.Deny, DecisionReason.SessionRevoked), (answer.Decision, answer.Reason));
        MatchedStatement statement = Assert.Single(answer.MatchedStatements);
        Assert.Equal(("AWSRevokeOlderSessions", Effect.Deny), (statement.Policy, statement.Effect));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "ExpiredToken", sidecar.ChainAsync(older, SidecarCalls.PaymentProcessor));
        Assert.NotEqual(DecisionReason.SessionRevoked, (await sidecar.AskAsync(other, "iam:ListUsers")).Reason);

        sidecar.Clock.Advance(TimeSpan.FromMilliseconds(1));
        IssueTokenResponse later = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(later, "iam:ListUsers")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Only_who_is_permitted_revokes(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "MissingAuthenticationToken",
            sidecar.Administration.RevokeSessionsAsync(new RevokeSessionsRequest { RoleArn = SidecarCalls.Ec2Operator }));
        await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "ValidationError", sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator + "2"));
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Keys_and_revocations_survive_a_restart(Transport transport)
    {
        using var files = new SidecarFiles();
        var clock = new TestClock();
        IssueTokenResponse cut, alive;
        await using (TestSidecar first = await TestSidecar.StartAsync(transport, files, clock, TestSidecar.Own(files)))
        {
            cut = await first.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
            alive = await first.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.OrderService);
            await first.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        }

        await using TestSidecar second = await TestSidecar.StartAsync(transport, files, clock, TestSidecar.Own(files));
        Assert.Equal(DecisionReason.SessionRevoked, (await second.AskAsync(cut, "iam:ListUsers")).Reason);
        AuthorizeResponse answer = await second.AskAsync(
            alive, "orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/1", "eu-west-1");
        Assert.Equal(Decision.Allow, answer.Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_session_ends_at_its_expiration(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(
            AccessKeyPair.Ana, SidecarCalls.Ec2Operator, r => r.AssumeRole.DurationSeconds = 900);
        DateTimeOffset end = session.Credentials.Expiration.ToDateTimeOffset();
        sidecar.Clock.Advance(end - sidecar.Clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        sidecar.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(DecisionReason.TokenExpired, (await sidecar.AskAsync(session, "iam:ListUsers")).Reason);
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "ExpiredToken", sidecar.ChainAsync(session, SidecarCalls.PaymentProcessor));
    }
}
