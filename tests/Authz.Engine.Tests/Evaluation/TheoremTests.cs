using Authz.Engine.Decisions;
using CsCheck;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>What holds for all policies, on random small ones.</summary>
public sealed class TheoremTests
{
    [Fact]
    public void Deny_wins() => Worlds.Sample(world =>
    {
        Assert.Equal(DecisionOutcome.ExplicitDeny, (world with { Identity = [.. world.Identity!, World.DenyAll] }).Outcome);
        Assert.Equal(DecisionOutcome.ExplicitDeny, (world with { Session = [.. world.Session ?? [], World.DenyAll] }).Outcome);
        Assert.Equal(DecisionOutcome.ExplicitDeny, (world with { Boundary = [.. world.Boundary ?? [], World.DenyAll] }).Outcome);
        Assert.Equal(DecisionOutcome.ExplicitDeny, (world with { ServiceControl = [.. world.ServiceControl!, [World.DenyAll]] }).Outcome);
    }, iter: Iterations);

    [Fact]
    public void Order_and_duplicates_of_statements_do_not_matter() => Gen.Select(Worlds, Gen.Int[1, 5]).Sample((world, turn) => Assert.Equal(
        world.Decide(),
        (world with
        {
            Identity = Stir(world.Identity!, turn),
            Boundary = world.Boundary is null ? null : Stir(world.Boundary, turn),
            Session = world.Session is null ? null : Stir(world.Session, turn),
            ResourcePolicy = world.ResourcePolicy is null ? null : Stir(world.ResourcePolicy, turn),
            ServiceControl = [.. world.ServiceControl!.Select(level => Stir(level, turn))],
        }).Decide()), iter: Iterations);

    [Fact]
    public void Adding_a_deny_never_allows() => Gen.Select(Worlds, Statement("Deny")).Sample((world, deny) =>
    {
        foreach (World more in new[]
        {
            world with { Identity = [.. world.Identity!, deny] },
            world with { Boundary = [.. world.Boundary ?? [], deny] },
            world with { Session = [.. world.Session ?? [], deny] },
            world with { ServiceControl = [[.. world.ServiceControl![0], deny], .. world.ServiceControl[1..]] },
            world with { ResourcePolicy = [.. world.ResourcePolicy ?? [], ToPrincipal(deny, "`*`")] },
        })
        {
            Assert.True(world.IsAllowed || !more.IsAllowed);
        }
    }, iter: Iterations);

    [Fact]
    public void Adding_an_allow_to_a_layer_never_takes_away() => Gen.Select(Worlds, Statement("Allow")).Sample((world, allow) =>
    {
        foreach (World more in new[]
        {
            world with { Identity = [.. world.Identity!, allow] },
            world with { ResourcePolicy = [.. world.ResourcePolicy ?? [], ToPrincipal(allow, "`*`")] },
            world with { ServiceControl = [[.. world.ServiceControl![0], allow], .. world.ServiceControl[1..]] },
        })
        {
            Assert.True(!world.IsAllowed || more.IsAllowed);
        }
    }, iter: Iterations);

    [Fact]
    public void A_session_policy_never_widens() => Worlds.Sample(
        world => Assert.True(!(world with { Session = world.Session ?? [World.AllowAll] }).IsAllowed || (world with { Session = null }).IsAllowed),
        iter: Iterations);

    [Fact]
    public void A_boundary_never_widens() => Worlds.Sample(
        world => Assert.True(!(world with { Boundary = world.Boundary ?? [World.AllowAll] }).IsAllowed || (world with { Boundary = null }).IsAllowed),
        iter: Iterations);

    [Fact]
    public void A_service_control_policy_never_grants() => Worlds.Sample(world =>
    {
        Assert.True(!world.IsAllowed || (world with { ServiceControl = null }).IsAllowed);
        Assert.False((world with { Identity = null, ResourcePolicy = null }).IsAllowed);
    }, iter: Iterations);

    [Fact]
    public void Another_account_never_makes_it_easier() => Worlds.Sample(
        world => Assert.True(!(world with { ResourceAccount = Callers.Foreign }).IsAllowed || world.IsAllowed), iter: Iterations);

    [Fact]
    public void An_explanation_agrees_with_its_decision() => Worlds.Sample(world =>
    {
        var matched = world.Explain().MatchedStatements;
        Decision decision = world.Decide();
        Assert.Equal(decision.Outcome == DecisionOutcome.ImplicitDeny, matched.Count == 0);
        if (decision.Outcome == DecisionOutcome.ExplicitDeny) Assert.Equal((decision.Layer, decision.Level), (matched[0].Layer, matched[0].Level));
    }, iter: Iterations);

    private const int Iterations = 800;

    private static Gen<World> Worlds { get; } = Gen.Select(
        Layer(0, 3), Optional(Layer(0, 2)), Optional(Layer(0, 2)), Layer(0, 2).Array[1, 2], Optional(Principals()), Gen.Int[0, 7]).Select(
        (identity, boundary, session, control, resource, request) => new World
        {
            Identity = identity,
            Boundary = boundary,
            Session = session,
            ServiceControl = [.. control.Select(level => level.Append("{`Effect`:`Allow`,`Action`:`s3:*`,`Resource`:`*`}").ToArray())],
            ResourcePolicy = resource,
            Action = (request & 1) == 0 ? "s3:GetObject" : "ec2:RunInstances",
            Resource = (request & 2) == 0 ? "arn:aws:s3:::a/x" : "arn:aws:s3:::a:b",
            Context = (request & 4) == 0 ? World.Keys("x:y", "1") : World.Keys("x:z", "a"),
        });

    private static Gen<string[]> Layer(int min, int max) =>
        Gen.Select(Gen.Bool, Statement("Allow"), Statement("Deny")).Select((allow, a, d) => allow ? a : d).Array[min, max];

    private static Gen<string[]> Principals() => Gen.Select(Layer(1, 2), OneOf("`*`", "{`AWS`:`111122223333`}", "{`AWS`:`444455556666`}",
        $"{{`AWS`:`{Callers.RoleArn}`}}", $"{{`AWS`:`{Callers.SessionArn}`}}")).Select((s, p) => s.Select(x => ToPrincipal(x, p)).ToArray());

    private static Gen<string[]?> Optional(Gen<string[]> layer) => Gen.Select(Gen.Bool, layer).Select((some, l) => some ? l : null);

    private static Gen<string> Statement(string effect) => Gen.Select(
        OneOf("Action", "Action", "Action", "NotAction"),
        OneOf("*", "s3:*", "s3:GetObject", "ec2:Run*", "s*:Get*", "S3:GET?bject"),
        OneOf("Resource", "Resource", "Resource", "NotResource"),
        OneOf("*", "arn:aws:s3:::a*", "arn:aws:s3:*:b*", "arn:aws:s3:*:*:a/x", "arn:aws:s3:::${x:z}/x", "arn:aws:s3:*:*:b", "arn:aws:s3:*"),
        OneOf("", "", ",`Condition`:{`StringEquals`:{`x:y`:`1`}}", ",`Condition`:{`StringNotEquals`:{`x:y`:`1`}}",
            ",`Condition`:{`Null`:{`x:z`:`true`}}")).Select((action, pattern, resource, arn, condition) =>
        $"{{`Effect`:`{effect}`,`{action}`:`{pattern}`,`{resource}`:`{arn}`{condition}}}");

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string ToPrincipal(string statement, string principal) =>
        statement.Replace("`Effect`", $"`Principal`:{principal},`Effect`", StringComparison.Ordinal);

    private static string[] Stir(string[] statements, int turn)
    {
        if (statements.Length == 0) return statements;
        var start = turn % statements.Length;
        return [.. statements[start..].Reverse(), .. statements[..start], .. statements[..(turn % (statements.Length + 1))]];
    }
}
