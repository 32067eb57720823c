using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Policies.Documents;

namespace Authz.Engine.Tests.Evaluation;

public sealed class ExplanationTests
{
    private const string Named = "{`Sid`:`first`,`Effect`:`Allow`,`NotAction`:`x:y`,`Resource`:`*`}";

    [Fact]
    public void Matched_statements_stand_in_the_order_of_the_text()
    {
        // general, by service, by action: the index visits them the other way round
        Explanation explanation = new World
        {
            Identity =
            [
                Named, "{`Sid`:`second`,`Effect`:`Allow`,`Action`:`s3:Get*`,`Resource`:`*`}",
                "{`Sid`:`other`,`Effect`:`Allow`,`Action`:`ec2:*`,`Resource`:`*`}",
                "{`Sid`:`third`,`Effect`:`Allow`,`Action`:`s3:GetObject`,`Resource`:`*`}",
            ],
        }.Explain();
        Assert.Equal(["first", "second", "third"], explanation.MatchedStatements.Select(s => s.Sid));
        Assert.Equal([0, 1, 3], explanation.MatchedStatements.Select(s => s.StatementIndex));
    }

    [Fact]
    public void Layers_stand_in_the_order_in_which_they_are_reported()
    {
        Explanation explanation = new World
        {
            Boundary = [World.AllowAll],
            Session = [World.AllowAll],
            ServiceControl = [[World.AllowAll], [World.AllowAll]],
            ResourcePolicy = ["{`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`}"],
        }.Explain();
        Assert.Equal(
            [(PolicyLayer.ServiceControl, 0), (PolicyLayer.ServiceControl, 1), (PolicyLayer.Resource, 0), (PolicyLayer.Identity, 0),
                (PolicyLayer.Boundary, 0), (PolicyLayer.Session, 0)],
            explanation.MatchedStatements.Select(s => (s.Layer, s.Level)));
    }

    [Fact]
    public void An_explicit_deny_is_explained_by_every_matching_deny()
    {
        Explanation explanation = new World
        {
            Identity = [World.AllowAll, World.DenyAll],
            ServiceControl = [[World.AllowAll, World.DenyAll]],
        }.Explain();
        Assert.All(explanation.MatchedStatements, s => Assert.Equal(Effect.Deny, s.Effect));
        Assert.Equal([PolicyLayer.ServiceControl, PolicyLayer.Identity], explanation.MatchedStatements.Select(s => s.Layer));
    }

    [Theory] // section 4.6
    [InlineData("{`NumericGreaterThan`:{`x:size`:100}}", "big", true)]
    [InlineData("{`NumericNotEquals`:{`x:size`:100}}", "big", true)]
    [InlineData("{`ForAnyValue:DateLessThan`:{`x:size`:`2026`}}", "big", true)]
    [InlineData("{`NumericGreaterThan`:{`x:size`:100},`Bool`:{`x:size`:true}}", "big", true)]
    [InlineData("{`NumericGreaterThan`:{`x:size`:100}}", "50", false)]
    [InlineData("{`NumericGreaterThan`:{`x:size`:100}}", "500", false)]
    [InlineData("{`NumericGreaterThan`:{`x:size`:100},`StringEquals`:{`x:size`:`small`}}", "big", false)]
    [InlineData("{`StringEquals`:{`x:size`:`small`}}", "big", false)]
    [InlineData("{`Null`:{`x:size`:true}}", "big", false)]
    public void A_key_that_only_keeps_a_deny_from_matching_because_it_cannot_be_read_is_told(string condition, string value, bool isTold)
    {
        var world = new World
        {
            Identity = [World.AllowAll, $"{{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{condition}}}"],
            Context = World.Keys("X:Size", value),
        };

        Assert.Equal(isTold ? ["x:size"] : [], world.Explain().UnreadableKeys);
        // an Allow that cannot read its key permits nothing: there is nothing to tell
        Assert.Empty((world with { Identity = [World.AllowAll, world.Identity![1].Replace("Deny", "Allow", StringComparison.Ordinal)] }).Explain().UnreadableKeys);
        Assert.Empty((world with { Action = "x:y", Identity = [World.AllowAll, world.Identity[1].Replace("`Action`:`*`", "`Action`:`a:b`", StringComparison.Ordinal)] }).Explain().UnreadableKeys);
    }

    [Fact]
    public void An_implicit_deny_is_explained_by_no_statement() =>
        Assert.Empty(new World { Boundary = [] }.Explain().MatchedStatements);

    [Fact]
    public void Missing_keys_are_sorted_in_lower_case_each_once_and_of_all_layers()
    {
        Explanation explanation = new World
        {
            ServiceControl = [[World.AllowAll, Samples.DenyAllOutsideEU]],
            Identity =
            [
                World.AllowAll,
                "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`arn:aws:s3:::${aws:UserName}/${aws:x, 'default'}`}",
                "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`StringEquals`:{`B:Key`:`${C:Key}`,`b:Key2`:`1`},`Null`:{`a:KEY`:`false`}}}",
                "{`Effect`:`Deny`,`Action`:`ec2:*`,`Resource`:`*`,`Condition`:{`StringEquals`:{`never:asked`:`x`}}}",
            ],
            Session = ["{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`,`Condition`:{`StringEquals`:{`b:key`:`1`}}}"],
        }.Explain();
        Assert.Equal(
            ["a:key", "aws:principalarn", "aws:requestedregion", "aws:username", "b:key", "b:key2", "c:key"], explanation.MissingKeys);
    }

    [Fact]
    public void Keys_that_are_there_are_not_missing()
    {
        Explanation explanation = new World
        {
            Context = World.Keys("AWS:requestedregion", "us-east-1", "aws:PrincipalArn", Callers.RoleArn),
            ServiceControl = [[World.AllowAll, Samples.DenyAllOutsideEU]],
        }.Explain();
        Assert.Empty(explanation.MissingKeys);
        Assert.Equal("DenyAllOutsideEU", Assert.Single(explanation.MatchedStatements).Sid);
    }

    [Fact]
    public void Layers_that_do_not_apply_explain_nothing()
    {
        Explanation explanation = new World
        {
            Caller = Callers.Role with { IsInManagementAccount = true },
            ServiceControl = [[Samples.DenyAllOutsideEU]],
        }.Explain();
        Assert.Empty(explanation.MissingKeys);
        Assert.Equal(PolicyLayer.Identity, Assert.Single(explanation.MatchedStatements).Layer);
    }
}
