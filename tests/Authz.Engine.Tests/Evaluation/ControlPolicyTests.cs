using Authz.Engine.Decisions;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Reference sections 5.7 and 5.8.</summary>
public sealed class ControlPolicyTests
{
    private const string RcpDeny = "{`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:*`,`Resource`:`*`}";
    private const string Ec2Only = "{`Effect`:`Allow`,`Action`:`ec2:*`,`Resource`:`*`}";

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void Every_level_must_allow(bool root, bool unit, bool account)
    {
        string[][] levels = [.. new[] { root, unit, account }.Select(allows => new[] { allows ? World.AllowAll : Ec2Only })];
        Decision decision = new World { ServiceControl = levels }.Decide();
        bool[] all = [root, unit, account];
        Assert.Equal(all.All(a => a), decision.IsAllowed);
        if (!decision.IsAllowed) Assert.Equal(Decision(PolicyLayer.ServiceControl, Array.IndexOf(all, false)), decision);
    }

    [Fact]
    public void Within_a_level_policies_are_ored() =>
        Assert.True(new World { ServiceControl = [[Ec2Only, "{`Effect`:`Allow`,`Action`:`s3:*`,`Resource`:`*`}"]] }.IsAllowed);

    [Fact]
    public void A_level_without_policies_blocks() =>
        Assert.Equal(Decision(PolicyLayer.ServiceControl, 1), new World { ServiceControl = [[World.AllowAll], []] }.Decide());

    [Fact]
    public void They_never_grant() =>
        Assert.Equal(PolicyLayer.Identity, new World { Identity = null, ServiceControl = [[World.AllowAll]] }.Decide().Layer);

    [Theory]
    [InlineData("user", true)]
    [InlineData("role", true)]
    [InlineData("federated", true)]
    [InlineData("root", true)]
    [InlineData("service", false)]
    [InlineData("anonymous", false)]
    [InlineData("identity", false)]
    public void They_follow_the_caller(string caller, bool applies)
    {
        var world = new World
        {
            Caller = Callers.Named(caller),
            Session = [World.AllowAll],
            ServiceControl = [[World.AllowAll, World.DenyAll]],
            ResourcePolicy = ["{`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`}"],
        };
        Assert.Equal(!applies, world.IsAllowed);
        Assert.True((world with { Caller = world.Caller with { IsInManagementAccount = true } }).IsAllowed);
        Assert.True((world with { Caller = world.Caller with { IsServiceLinked = true } }).IsAllowed);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("role")]
    [InlineData("root")]
    [InlineData("service")]
    [InlineData("anonymous")]
    public void Resource_control_follows_the_resource(string caller)
    {
        var world = new World
        {
            Caller = Callers.Named(caller),
            ResourceControl = [[], [RcpDeny]],
            ResourcePolicy = ["{`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`}"],
        };
        Assert.Equal(new Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.ResourceControl, 1), world.Decide());
        Assert.True((world with { Action = "ec2:RunInstances" }).IsAllowed);
        Assert.True((world with { ResourceIsInManagementAccount = true }).IsAllowed);
        Assert.False((world with { Caller = world.Caller with { IsInManagementAccount = true } }).IsAllowed);
        Assert.True((world with { Caller = world.Caller with { IsServiceLinked = true } }).IsAllowed);
    }

    [Fact]
    public void Retiring_a_grant_is_spared()
    {
        var world = new World { Action = "kms:retiregrant", ResourceControl = [["{`Effect`:`Deny`,`Principal`:`*`,`Action`:`kms:*`,`Resource`:`*`}"]] };
        Assert.True(world.IsAllowed);
        Assert.False((world with { Action = "kms:Decrypt" }).IsAllowed);
    }

    [Fact]
    public void A_service_linked_role_has_no_boundary() => // section 5.3
        Assert.True(new World { Caller = Callers.Role with { IsServiceLinked = true }, Boundary = [World.DenyAll] }.IsAllowed);

    private static Decision Decision(PolicyLayer layer, int level) => new(DecisionOutcome.ImplicitDeny, layer, level);
}
