using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Evaluation;

public sealed class UnknownRequestTests
{
    [Fact]
    public void A_default_decision_is_a_deny()
    {
        Assert.False(default(Decision).IsAllowed);
        Assert.Equal(DecisionOutcome.ImplicitDeny, default(Decision).Outcome);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("root")]
    [InlineData("anonymous")]
    public void Without_action_or_resource_nothing_is_allowed(string caller)
    {
        var world = new World
        {
            Caller = Callers.Named(caller),
            Identity =
            [
                World.AllowAll, "{`Effect`:`Allow`,`NotAction`:`a:b`,`Resource`:`*`}", "{`Effect`:`Allow`,`NotAction`:`a:b`,`NotResource`:`arn:aws:s3:::x`}",
                "{`Effect`:`Allow`,`Action`:`*`,`NotResource`:`arn:aws:s3:::x`}",
            ],
            ResourcePolicy =
            [
                "{`Effect`:`Allow`,`Principal`:`*`,`NotAction`:`a:b`}", "{`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`}",
                "{`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`,`NotResource`:`arn:aws:s3:::x`}",
            ],
        };
        Assert.True(world.IsAllowed);
        Assert.False(Decide(world, world.Request with { Action = default }).IsAllowed);
        Assert.False(Decide(world, world.Request with { Resource = default }).IsAllowed);
        Assert.False(Decide(world, world.Request with { Action = default, Resource = default }).IsAllowed);
        Assert.False(Decide(world, new AuthorizationRequest { Caller = world.Caller, Context = new() }).IsAllowed);
    }

    [Fact]
    public void A_default_request_is_denied() =>
        Assert.False(Evaluator.Evaluate(default, PrincipalProgram.Empty, ResourceProgram.Empty).IsAllowed);

    [Fact]
    public void What_NotAction_and_NotResource_deny_stays_denied()
    {
        var world = new World { Identity = [World.AllowAll, "{`Effect`:`Deny`,`NotAction`:`a:b`,`NotResource`:`arn:aws:s3:::x`}"] };
        Assert.Equal(DecisionOutcome.ExplicitDeny, Decide(world, world.Request with { Action = default, Resource = default }).Outcome);
    }

    private static Decision Decide(World world, AuthorizationRequest request) =>
        Evaluator.Evaluate(request, world.Principal, world.ResourceProgram);
}
