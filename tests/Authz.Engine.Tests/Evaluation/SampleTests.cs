using Authz.Engine.Decisions;
using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>The truth tables of reference section 7.</summary>
public sealed class SampleTests
{
    private const string Instance = "arn:aws:ec2:eu-west-1:111122223333:instance/*";

    [Theory]
    [InlineData("ec2:RunInstances", Instance, "t2.micro", true, "Allowed")]
    [InlineData("ec2:RunInstances", Instance, "t3.large", true, "ExplicitDeny")]
    [InlineData("ec2:RunInstances", Instance, "T2.MICRO", true, "ExplicitDeny")]
    [InlineData("ec2:RunInstances", Instance, null, true, "ExplicitDeny")]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1", null, true, "Allowed")]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1", null, true, "Allowed")]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:eu-west-1:111122223333:volume/*", null, true, "Allowed")]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", "m5.large", true, "Allowed")]
    [InlineData("ec2:RunInstances", Instance, "t2.micro", false, "ImplicitDeny")]
    public void RequireMicroInstanceType(string action, string resource, string? type, bool fullAccess, string expected)
    {
        string[] level = fullAccess ? [World.AllowAll, Samples.RequireMicroInstanceType] : [Samples.RequireMicroInstanceType];
        Decision decision = new World
        {
            Action = action,
            Resource = resource,
            ServiceControl = [[World.AllowAll], level],
            Context = type is null ? new RequestContext() : World.Keys("ec2:InstanceType", type),
        }.Decide();
        Assert.Equal(expected, decision.Outcome.ToString());
        Assert.Equal(decision.IsAllowed ? PolicyLayer.None : PolicyLayer.ServiceControl, decision.Layer);
    }

    [Theory]
    [InlineData("s3:GetObject", "us-east-1", "Reader", true)]
    [InlineData("s3:GetObject", "us-east-1", "Role1AllowedToBypassThisSCP", false)]
    [InlineData("s3:GetObject", "us-east-1", "x/Role1AllowedToBypassThisSCP", true)]
    [InlineData("s3:GetObject", "eu-west-1", "Reader", false)]
    [InlineData("s3:GetObject", "eu-central-1", "Role2AllowedToBypassThisSCP", false)]
    [InlineData("iam:CreateRole", "us-east-1", "Reader", false)]
    [InlineData("IAM:createrole", null, null, false)]
    [InlineData("route53-recovery-control-config:Get", "us-west-2", "Reader", false)]
    [InlineData("s3:GetAccountPublicAccessBlock", "us-east-1", "Reader", false)]
    [InlineData("s3:GetObject", null, "Reader", true)]
    [InlineData("s3:GetObject", "us-east-1", null, true)]
    public void DenyAllOutsideEU(string action, string? region, string? role, bool fires)
    {
        var context = new RequestContext();
        if (region is not null) context.TryAdd("aws:RequestedRegion", ContextValue.Of(region));
        if (role is not null) context.TryAdd("aws:PrincipalArn", ContextValue.Of("arn:aws:iam::111122223333:role/" + role));
        var world = new World { Action = action, Context = context, ServiceControl = [[World.AllowAll, Samples.DenyAllOutsideEU]] };
        Assert.Equal(fires ? DecisionOutcome.ExplicitDeny : DecisionOutcome.Allowed, world.Outcome);
    }

    [Theory]
    [InlineData("2026-02-03T04:05:05Z", true)]
    [InlineData("2026-02-03T04:05:05.999Z", true)]
    [InlineData("2026-02-03T04:05:06Z", false)]
    [InlineData("1770091506", false)]
    [InlineData("2026-02-03T04:05:07Z", false)]
    [InlineData(null, false)]
    public void RevokeOlderSessions(string? issued, bool fires)
    {
        var world = new World
        {
            Identity = [World.AllowAll, Samples.RevokeOlderSessions],
            Context = issued is null ? new RequestContext() : World.Keys("aws:TokenIssueTime", issued),
            ResourcePolicy = [$"{{`Effect`:`Allow`,`Principal`:{{`AWS`:`{Callers.SessionArn}`}},`Action`:`*`}}"],
        };
        Assert.Equal(fires ? DecisionOutcome.ExplicitDeny : DecisionOutcome.Allowed, world.Outcome);
    }
}
