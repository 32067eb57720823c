using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;
using CsCheck;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>What says the same in other words decides the same.</summary>
public sealed class RewritingTests
{
    private const int Iterations = 500;

    [Fact]
    public void Splitting_lists_into_statements_decides_the_same() => WorldDraw.Worlds.Sample(
        draft => Assert.Equal(draft.World.Decide(), draft.RewriteEach(Split).World.Decide()), iter: Iterations);

    [Fact]
    public void How_a_statement_is_indexed_does_not_matter() => WorldDraw.Worlds.Sample(draft =>
    {
        // a pattern with a wildcard in its service goes the way of all actions; one of another service adds a way; neither names the request
        foreach (var other in new[] { "zz*:Nothing", "s3:Nothing*", "ec2:Nothing", "iam:*" })
        {
            Assert.Equal(
                draft.World.Decide(),
                draft.RewriteEach(d => [d.IsNotAction ? d : d with { Actions = [.. d.Actions, other] }]).World.Decide());
        }
    }, iter: 400);

    [Fact]
    public void A_policy_is_decided_as_it_was_when_it_is_written_and_read_again() => WorldDraw.Worlds.Sample(draft =>
    {
        World world = draft.World;
        Assert.Equal(world.Decide(), (world with { IsWrittenAgain = true }).Decide());
    }, iter: Iterations);

    [Fact]
    public void Without_variables_the_older_language_decides_the_same() => WorldDraw.Worlds.Sample(draft =>
    {
        // control policies exist only in the newer one
        World world = (draft with { ServiceControl = null, ResourceControl = null })
            .RewriteEach(d => [d with { Resources = [.. d.Resources.Select(r => r.Replace("${x:l}", "a", StringComparison.Ordinal))] }]).World;
        Assert.Equal(world.Decide(), (world with { Version = "2008-10-17" }).Decide());
    }, iter: Iterations);

    [Fact]
    public void NotAction_is_everything_but_Action() => Gen.Select(WorldDraw.Worlds, WorldDraw.Statement(denies: false, isPlain: true)).Sample((draft, drawn) =>
    {
        Draft allow = drawn with { Resources = ["*"], Conditions = [] };
        World world = draft.Request with { Caller = Callers.User, ResourceAccount = null, ResourceKind = PolicyKind.Resource };
        Assert.NotEqual(
            (world with { Identity = [$"{allow}"] }).IsAllowed,
            (world with { Identity = [$"{allow with { IsNotAction = true }}"] }).IsAllowed);
    }, iter: Iterations);

    [Fact]
    public void NotResource_is_everything_but_Resource_in_the_other_effect() =>
        Gen.Select(WorldDraw.Worlds, WorldDraw.Statement(denies: false, isPlain: true)).Sample((draft, drawn) =>
        {
            // W8: Allow of Resource and Deny of NotResource read narrowly, the other two widely
            Draft allow = drawn with { Actions = ["*"], Conditions = [] };
            World world = draft.Request with { Caller = Callers.User, ResourceAccount = null, ResourceKind = PolicyKind.Resource };
            var allowsNarrow = (world with { Identity = [$"{allow}"] }).IsAllowed;
            var allowsWide = (world with { Identity = [$"{allow with { IsNotResource = true }}"] }).IsAllowed;
            Assert.Equal(allowsNarrow, Denies($"{allow with { Denies = true, IsNotResource = true }}") == DecisionOutcome.Allowed);
            Assert.Equal(allowsWide, Denies($"{allow with { Denies = true }}") == DecisionOutcome.Allowed);
            // the wide reading contains the narrow one
            Assert.False(allowsNarrow && allowsWide);

            DecisionOutcome Denies(string deny) => (world with { Identity = [World.AllowAll, deny] }).Outcome;
        }, iter: Iterations);

    [Fact]
    public void IfExists_equals_the_plain_operator_when_the_key_is_there() => Conditions.Sample((condition, values, isSet) =>
    {
        if (condition.Operator == "Null") return;
        var bare = condition.Operator.Replace("IfExists", "", StringComparison.Ordinal);
        RequestContext context = WorldDraw.Fill([(condition.Key, values, isSet)]);
        Assert.Equal(Holds(condition with { Operator = bare }, context), Holds(condition with { Operator = bare + "IfExists" }, context));
        Assert.True(Holds(condition with { Operator = bare + "IfExists" }, new RequestContext()));
    }, iter: 3_000);

    [Fact]
    public void All_values_satisfy_not_X_when_no_value_satisfies_X() => Gen.Select(Conditions, Gen.Int[0, WorldDraw.Types.Length - 1]).Sample((drawn, type) =>
    {
        (var key, var positive, var negated, var policy, var request) = WorldDraw.Types[type];
        RequestContext context = WorldDraw.Fill([(key, [.. drawn.Item2.Select((_, i) => request[(i + drawn.Item1.Values.Length) % request.Length])], true)]);
        foreach (var values in new[] { policy, policy[..1] })
        {
            foreach ((var one, var other) in new[] { (positive, negated), (negated, positive) })
            {
                Assert.NotEqual(
                    Holds(new DraftCondition($"ForAllValues:{one}", key, values), context),
                    Holds(new DraftCondition($"ForAnyValue:{other}", key, values), context));
            }
        }
    }, iter: 1_000);

    [Fact]
    public void Null_says_whether_any_set_operator_has_something_to_look_at() => Conditions.Sample((condition, values, isSet) =>
    {
        RequestContext present = WorldDraw.Fill([(condition.Key, values, isSet)]), absent = new();
        foreach (RequestContext context in new[] { present, absent, WorldDraw.Fill([(condition.Key, [], true)]) })
        {
            var isMissing = Holds(new DraftCondition("Null", condition.Key, ["true"]), context);
            Assert.Equal(context != present, isMissing);
            Assert.NotEqual(isMissing, Holds(new DraftCondition("Null", condition.Key, ["false"]), context));
        }
    }, iter: 1_000);

    [Fact]
    public void What_is_unknown_is_never_allowed() => WorldDraw.Worlds.Sample(draft =>
    {
        World world = draft.World;
        AuthorizationRequest request = world.Request;
        foreach (AuthorizationRequest unknown in new[]
        {
            request with { Action = default }, request with { Resource = default }, request with { Caller = null! }, request with { Context = null! }, default,
        })
        {
            Assert.False(Evaluator.Evaluate(unknown, world.Principal, world.ResourceProgram).IsAllowed);
        }

        // without any policy only the root user may do anything, and only at home
        Decision bare = Evaluator.Evaluate(request, PrincipalProgram.Empty, ResourceProgram.Empty);
        Assert.True(!bare.IsAllowed || request.Caller.Kind == CallerKind.Root);
    }, iter: Iterations);

    private static Gen<(DraftCondition, string[], bool)> Conditions { get; } = Gen.Select(WorldDraw.Condition(), Gen.Int[0, 2].Array[1, 3], Gen.Bool).Select(
        (condition, picks, isSet) => (condition, picks.Select(i => WorldDraw.Types.Single(t => t.Key == condition.Key).Request[i]).ToArray(), isSet));

    private static bool Holds(DraftCondition condition, RequestContext context) =>
        World.Holds($"{{`{condition.Operator}`:{{`{condition.Key}`:{Draft.List(condition.Values)}}}}}", context);

    private static IEnumerable<Draft> Split(Draft draft) =>
        from action in draft.IsNotAction ? [draft.Actions] : draft.Actions.Select(a => new[] { a })
        from resource in draft.IsNotResource || draft.Resources.Length == 0 ? [draft.Resources] : draft.Resources.Select(r => new[] { r })
        from principal in draft.Principals is null ? [null] : draft.Principals.Select(p => (string[]?)[p])
        select draft with { Actions = action, Resources = resource, Principals = principal };
}
