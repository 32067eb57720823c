using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Audit;

public sealed class GetDecisionTests
{
    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Transports))]
    public async Task What_was_decided_can_be_asked_about_later(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        foreach ((var action, var region) in ((string, string)[])[("iam:ListUsers", "eu-west-1"), ("ec2:DescribeInstances", "us-east-1"), ("s3:GetObject", "eu-west-1")])
        {
            AuthorizeResponse answer = await sidecar.AskAsync(session, action, "*", region, ("aws:SourceIp", "203.0.113.7"), ("app:Set", "a"));
            GetDecisionResponse decision = await AskAsync(sidecar, AccessKeyPair.Ops, answer.DecisionId);
            answer.IgnoredContextKeys.Clear();
            Assert.Equal(answer, decision.Answer);
            Assert.Equal((answer.DecisionId, action, "*", region), (decision.DecisionId, decision.Action, decision.Resource, decision.Region));
            Assert.Equal(session.AssumedRoleUser.Arn, decision.PrincipalArn);
            Assert.Equal(session.Credentials.AccessKeyId, decision.AccessKeyId);
            Assert.Equal("203.0.113.7", Assert.Single(decision.Context["aws:SourceIp"].Values));
            Assert.Equal(sidecar.Clock.GetUtcNow(), decision.DecidedAt.ToDateTimeOffset());
            Assert.Equal(answer.MatchedStatements.Count, decision.Policies.Count);
            Assert.All(
                answer.MatchedStatements.Zip(decision.Policies),
                static p => Assert.Contains(p.First.Sid.Length > 0 ? $"\"Sid\":\"{p.First.Sid}\"" : $"\"Effect\":\"{p.First.Effect}\"", p.Second.Statement, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Policies_are_told_as_they_stood_and_no_more_when_they_are_not_kept()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(
            Transport.Tcp, files, null, [.. TestSidecar.Own(files), "--Authz:Organization:Watch=false"]);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        AuthorizeResponse answer = await sidecar.AskAsync(session, "iam:ListUsers");
        GetDecisionResponse before = await AskAsync(sidecar, AccessKeyPair.Ops, answer.DecisionId);
        Assert.Contains(before.Policies, static p => p.Statement.Contains("iam:listusers", StringComparison.OrdinalIgnoreCase));
        for (var change = 1; change <= 3; change++)
        {
            files.Edit("accounts/111122223333/roles/Ec2Operator.json", change == 1 ? "\"iam:ListUsers\"" : $"\"s3:Get{change - 1}\"", $"\"s3:Get{change}\"");
            await sidecar.ReloadAsync(AccessKeyPair.Ops);
            // it is what decides by the new policies that makes the old ones old
            Assert.Equal(DecisionReason.ImplicitDeny, (await sidecar.AskAsync(session, "iam:ListUsers")).Reason);
            GetDecisionResponse after = await AskAsync(sidecar, AccessKeyPair.Ops, answer.DecisionId);
            Assert.Equal(answer.PolicyRevision, after.Answer.PolicyRevision);
            if (change < 3) Assert.Equal(before.Policies, after.Policies);
            else Assert.All(after.Policies, static p => Assert.Equal(("", ""), (p.Document, p.Statement)));
        }
    }

    [Fact]
    public async Task Who_may_not_know_is_told_nothing_and_what_is_not_known_is_not_found()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        var id = (await sidecar.AskAsync(session, "iam:ListUsers")).DecisionId;
        var other = new string('0', 32);
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", AskAsync(sidecar, AccessKeyPair.Ana, id));
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", AskAsync(sidecar, AccessKeyPair.Ana, other));
        await SidecarCalls.RefusedAsync(StatusCode.NotFound, "DecisionNotFound", AskAsync(sidecar, AccessKeyPair.Ops, other));
        await SidecarCalls.RefusedAsync(StatusCode.NotFound, "DecisionNotFound", AskAsync(sidecar, AccessKeyPair.Ops, ""));
        // and not for ever
        sidecar.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        await SidecarCalls.RefusedAsync(StatusCode.NotFound, "DecisionNotFound", AskAsync(sidecar, AccessKeyPair.Ops, id));
    }

    [Fact]
    public async Task Nothing_is_remembered_when_it_is_not_to_be()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, null, "--Authz:Audit:Memory=0s");
        AuthorizeResponse answer = await sidecar.Client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"), End);
        var refusal = await SidecarCalls.RefusedAsync(StatusCode.NotFound, "DecisionNotFound", AskAsync(sidecar, AccessKeyPair.Ops, answer.DecisionId));
        Assert.Contains("Authz:Audit:Memory", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<GetDecisionResponse> AskAsync(TestSidecar sidecar, AccessKeyPair key, string id)
    {
        var request = new GetDecisionRequest { DecisionId = id };
        request.Caller = key.Sign(request, "AdministrationService/GetDecision", sidecar.Clock.GetUtcNow());
        return sidecar.Administration.GetDecisionAsync(request, End);
    }
}
