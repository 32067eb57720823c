using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Story;

public sealed class ServiceControlTests(SharedSidecars sidecars)
{
    private const string Instance = "arn:aws:ec2:eu-central-1:111122223333:instance/*";

    [Theory, ClassData(typeof(Transports))]
    public async Task A_micro_instance_in_the_EU_is_allowed(Transport transport)
    {
        var (sidecar, session) = await OperatorAsync(transport);
        AuthorizeResponse answer = await sidecar.AskAsync(
            session, "ec2:RunInstances", Instance, "eu-central-1", ("ec2:InstanceType", "t2.micro"));
        Assert.Equal((Decision.Allow, DecisionReason.Allowed, PolicyLayer.Unspecified), (answer.Decision, answer.Reason, answer.Layer));
        Assert.Contains(answer.MatchedStatements, s => s is { Layer: PolicyLayer.Identity, Policy: "operate", Effect: Effect.Allow });
        Assert.Equal(32, answer.DecisionId.Length);
        Assert.NotEmpty(answer.PolicyRevision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_large_instance_is_denied_by_the_service_control_policy(Transport transport)
    {
        var (sidecar, session) = await OperatorAsync(transport);
        AuthorizeResponse answer = await sidecar.AskAsync(
            session, "ec2:RunInstances", Instance, "eu-central-1", ("ec2:InstanceType", "t3.large"));
        AssertDeniedBy("RequireMicroInstanceType", 2, answer);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task An_instance_of_untold_type_is_denied_and_the_key_is_named(Transport transport)
    {
        var (sidecar, session) = await OperatorAsync(transport);
        AuthorizeResponse answer = await sidecar.AskAsync(session, "ec2:RunInstances", Instance, "eu-central-1");
        AssertDeniedBy("RequireMicroInstanceType", 2, answer);
        Assert.Equal(["ec2:instancetype"], answer.MissingContextKeys);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Outside_the_EU_is_denied_by_the_service_control_policy(Transport transport)
    {
        var (sidecar, session) = await OperatorAsync(transport);
        AssertDeniedBy("DenyAllOutsideEU", 1, await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "us-east-1"));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task The_role_that_bypasses_the_policy_is_allowed_outside_the_EU(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(
            AccessKeyPair.Ana, "arn:aws:iam::111122223333:role/Role1AllowedToBypassThisSCP");
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "us-east-1")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_global_service_is_spared(Transport transport)
    {
        var (sidecar, session) = await OperatorAsync(transport);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers", "*", "us-east-1")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_caller_cannot_be_somebody_else_by_context(Transport transport)
    {
        var (sidecar, session) = await OperatorAsync(transport);
        AuthorizeResponse answer = await sidecar.AskAsync(
            session, "ec2:DescribeInstances", "*", "us-east-1",
            ("aws:RequestedRegion", "eu-west-1"), ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/Role1AllowedToBypassThisSCP"),
            ("AWS:PrincipalAccount", "999999999999"), ("aws:PrincipalTag/team", "bypass"), ("aws:CurrentTime", "2020-01-01T00:00:00Z"));
        AssertDeniedBy("DenyAllOutsideEU", 1, answer);
        Assert.Equal(
            ["aws:currenttime", "aws:principalaccount", "aws:principalarn", "aws:principaltag/team", "aws:requestedregion"],
            answer.IgnoredContextKeys);
    }

    private async Task<(TestSidecar Sidecar, IssueTokenResponse Session)> OperatorAsync(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        return (sidecar, await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
    }

    private static void AssertDeniedBy(string policy, int level, AuthorizeResponse answer)
    {
        Assert.Equal(
            (Decision.Deny, DecisionReason.ExplicitDeny, PolicyLayer.ServiceControl), (answer.Decision, answer.Reason, answer.Layer));
        Assert.Contains(answer.MatchedStatements, s => s.Layer == PolicyLayer.ServiceControl && s.Policy == policy && s.Level == level
            && s.Sid == policy && s.Effect == Effect.Deny);
        Assert.Contains(policy, answer.Message, StringComparison.Ordinal);
    }
}
