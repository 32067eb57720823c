using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;

namespace Authz.Engine.Tests.Evaluation;

public sealed class DecisionTraceTests
{
    private const string InRegion =
        "{`Sid`:`InRegion`,`Effect`:`Allow`,`Action`:`s3:*`,`Resource`:`*`,`Condition`:{`StringEquals`:{`aws:RequestedRegion`:[`eu-west-1`,`eu-central-1`]}}}";

    [Fact]
    public void A_condition_that_fails_is_told_with_its_key_the_expected_and_the_actual_value()
    {
        StatementTrace missed = Assert.Single(Layer(PolicyLayer.Identity, new World
        {
            Identity = [InRegion],
            Context = World.Keys("aws:requestedREGION", "us-east-1"),
        }).Statements);

        Assert.False(missed.IsMatch);
        Assert.Equal("InRegion", missed.Origin.Sid);
        Miss(missed, StatementElement.Condition, "StringEquals", "aws:RequestedRegion", ["eu-west-1", "eu-central-1"], ["us-east-1"]);
    }

    [Fact]
    public void A_key_that_is_missing_has_no_actual_value()
    {
        var world = new World { Identity = [InRegion] };

        ElementTrace miss = Assert.Single(Assert.Single(Layer(PolicyLayer.Identity, world).Statements).Misses);
        Assert.Empty(miss.Actual);
        Assert.Equal(["aws:requestedregion"], world.Trace().Explanation.MissingKeys);
    }

    [Fact]
    public void Every_failing_condition_of_a_statement_is_told()
    {
        const string Two = "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`NumericLessThan`:{`x:size`:10.50},`IpAddress`:{`aws:SourceIp`:[`10.1.2.3/8`,`2001:DB8::/32`]},"
            + "`DateLessThan`:{`aws:CurrentTime`:`2024-05-01`},`BinaryEquals`:{`x:key`:`QQ==`},`Bool`:{`aws:SecureTransport`:`FALSE`},`Null`:{`x:size`:true}}}";

        StatementTrace missed = Layer(PolicyLayer.Identity, new World
        {
            Identity = [World.AllowAll, Two],
            Context = World.Keys("x:size", "11", "aws:SourceIp", "192.0.2.1", "aws:CurrentTime", "2025-01-01", "x:key", "QUE=", "aws:SecureTransport", "true"),
        }).Statements[1];

        Assert.Equal(
            ["NumericLessThan 10.5 11", "IpAddress 10.0.0.0/8,2001:db8::/32 192.0.2.1", "DateLessThan 2024-05-01T00:00:00Z 2025-01-01", "BinaryEquals QQ== QUE=",
                "Bool false true", "Null true 11"],
            missed.Misses.Select(m => $"{m.Name} {string.Join(',', m.Expected)} {string.Join(',', m.Actual)}"));
    }

    [Fact]
    public void The_conditions_of_a_statement_that_matches_are_told_with_what_the_request_had()
    {
        StatementTrace matched = Assert.Single(Layer(PolicyLayer.Identity, new World
        {
            Identity = [InRegion],
            Context = World.Keys("aws:RequestedRegion", "eu-west-1"),
        }).Statements);

        Assert.True(matched.IsMatch);
        ElementTrace held = Assert.Single(matched.Held);
        Assert.Equal(("StringEquals", "aws:RequestedRegion"), (held.Name, held.Key));
        Assert.Equal(["eu-west-1"], held.Actual);
    }

    [Fact]
    public void A_resource_that_is_not_named_is_told()
    {
        StatementTrace missed = Assert.Single(Layer(PolicyLayer.Identity, new World
        {
            Identity = ["{`Effect`:`Allow`,`Action`:`s3:GetObject`,`Resource`:[`arn:aws:s3:::other/*`,`arn:aws:s3:::${aws:username}/*`]}"],
        }).Statements);
        Miss(missed, StatementElement.Resource, "Resource", null, ["arn:aws:s3:::other/*", "arn:aws:s3:::${aws:username}/*"], ["arn:aws:s3:::bucket/key"]);
    }

    [Fact]
    public void A_principal_that_is_not_named_is_told()
    {
        StatementTrace missed = Assert.Single(Layer(PolicyLayer.Resource, new World
        {
            ResourcePolicy = ["{`Effect`:`Allow`,`Principal`:{`AWS`:`444455556666`},`Action`:`s3:*`}"],
        }).Statements);
        Miss(missed, StatementElement.Principal, "Principal", null, ["444455556666"], [Callers.SessionArn, Callers.RoleArn, Callers.Own]);
    }

    [Fact]
    public void A_principal_that_is_spared_is_told()
    {
        StatementTrace missed = Assert.Single(Layer(PolicyLayer.Resource, new World
        {
            ResourcePolicy = [$"{{`Effect`:`Deny`,`NotPrincipal`:{{`AWS`:[`{Callers.Own}`,`{Callers.RoleArn}`,`{Callers.SessionArn}`]}},`Action`:`s3:*`}}"],
        }).Statements);
        Assert.Equal("NotPrincipal", Assert.Single(missed.Misses).Name);
    }

    [Fact]
    public void A_statement_that_misses_in_two_elements_or_by_its_action_has_not_just_missed() => Assert.Empty(Layer(PolicyLayer.Identity, new World
    {
        Identity =
        [
            InRegion.Replace("`Resource`:`*`", "`Resource`:`arn:aws:s3:::other`", StringComparison.Ordinal),
            InRegion.Replace("s3:*", "s3:Put*", StringComparison.Ordinal).Replace("InRegion", "ByAction", StringComparison.Ordinal),
        ],
    }).Statements);

    [Fact]
    public void Matches_stand_before_misses_and_misses_beyond_a_hundred_are_counted()
    {
        LayerTrace layer = Layer(PolicyLayer.Identity, new World
        {
            Identity = [.. Enumerable.Range(0, 103).Select(i => InRegion.Replace("InRegion", $"S{i}", StringComparison.Ordinal)), World.AllowAll],
        });

        Assert.Equal((1 + LayerTrace.MaxMissed, 3), (layer.Statements.Count, layer.OmittedCount));
        Assert.True(layer.Statements[0].IsMatch);
        Assert.Equal(["S0", "S99"], [layer.Statements[1].Origin.Sid, layer.Statements[^1].Origin.Sid]);
    }

    [Fact]
    public void Every_layer_and_level_says_what_it_says()
    {
        DecisionTrace trace = new World
        {
            ResourceControl = [[], ["{`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:GetObject`,`Resource`:`*`}"]],
            ServiceControl = [[World.AllowAll], [World.DenyAll, World.AllowAll], []],
            Identity = [World.AllowAll],
            Session = [InRegion],
        }.Trace();

        Assert.Equal(Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.ResourceControl, 1), trace.Decision);
        Assert.Equal(
            [
                (PolicyLayer.ResourceControl, 0, LayerStatus.Allows), (PolicyLayer.ResourceControl, 1, LayerStatus.Denies),
                (PolicyLayer.ServiceControl, 0, LayerStatus.Allows), (PolicyLayer.ServiceControl, 1, LayerStatus.Denies),
                (PolicyLayer.ServiceControl, 2, LayerStatus.Silent), (PolicyLayer.Resource, 0, LayerStatus.Absent),
                (PolicyLayer.Identity, 0, LayerStatus.Allows), (PolicyLayer.Boundary, 0, LayerStatus.Absent), (PolicyLayer.Session, 0, LayerStatus.Silent),
            ],
            trace.Layers.Select(l => (l.Layer, l.Level, l.Status)));
        Assert.DoesNotContain(trace.Layers, static l => l.IsNeeded);
    }

    [Fact]
    public void Layers_that_do_not_apply_are_exempt()
    {
        DecisionTrace trace = new World
        {
            Caller = Callers.Root with { IsInManagementAccount = true },
            ResourceIsInManagementAccount = true,
            ResourceControl = [["{`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:GetObject`,`Resource`:`*`}"]],
            ServiceControl = [[]],
            Boundary = [],
            Session = [],
        }.Trace();

        Assert.True(trace.Decision.IsAllowed);
        Assert.All(trace.Layers.Where(l => l.Layer != PolicyLayer.Resource), l => Assert.Equal((l.Layer, LayerStatus.Exempt), (l.Layer, l.Status)));
        Assert.All(trace.Layers, l => Assert.Empty(l.Statements));
    }

    [Theory]
    [InlineData(Callers.SessionArn, Naming.Direct, "ServiceControl,Resource")]
    [InlineData(Callers.RoleArn, Naming.Entity, "ServiceControl,Resource,Boundary,Session")]
    [InlineData(Callers.Own, Naming.Account, "ServiceControl,Resource,Identity,Boundary,Session")]
    public void The_layers_that_were_asked_follow_from_how_the_resource_names_the_caller(string principal, Naming naming, string asked)
    {
        DecisionTrace trace = new World
        {
            ServiceControl = [[World.AllowAll]],
            ResourcePolicy = [$"{{`Effect`:`Allow`,`Principal`:{{`AWS`:`{principal}`}},`Action`:`*`}}"],
            Identity = [World.AllowAll],
            Boundary = [World.AllowAll],
            Session = [World.AllowAll],
        }.Trace();

        Assert.True(trace.Decision.IsAllowed);
        Assert.Equal(naming, trace.Layers.Single(l => l.Layer == PolicyLayer.Resource).Naming);
        Assert.Equal(asked, string.Join(',', trace.Layers.Where(l => l.IsNeeded).Select(l => l.Layer)));
    }

    [Fact]
    public void Layers_behind_the_first_that_blocks_are_not_asked()
    {
        DecisionTrace trace = new World { Identity = [], Boundary = [] }.Trace();

        Assert.Equal(Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Identity), trace.Decision);
        Assert.Equal([PolicyLayer.Resource, PolicyLayer.Identity], trace.Layers.Where(l => l.IsNeeded).Select(l => l.Layer));
    }

    [Fact]
    public void An_unknown_request_is_traced_as_a_deny()
    {
        DecisionTrace trace = DecisionTrace.Of(default, Programs.PrincipalProgram.Empty, Programs.ResourceProgram.Empty);

        Assert.False(trace.Decision.IsAllowed);
        Assert.Empty(trace.Layers);
    }

    private static Decision Decision(DecisionOutcome outcome, PolicyLayer layer, int level = 0) => new(outcome, layer, level);

    private static LayerTrace Layer(PolicyLayer layer, World world)
    {
        DecisionTrace trace = world.Trace();
        Assert.Equal(world.Decide(), trace.Decision);
        return trace.Layers.Single(l => l.Layer == layer);
    }

    private static void Miss(
        StatementTrace trace, StatementElement element, string name, string? key, string[] expected, string[] actual)
    {
        ElementTrace miss = Assert.Single(trace.Misses);
        Assert.Equal((element, name, key), (miss.Element, miss.Name, miss.Key));
        Assert.Equal(expected, miss.Expected);
        Assert.Equal(actual, miss.Actual);
    }
}
