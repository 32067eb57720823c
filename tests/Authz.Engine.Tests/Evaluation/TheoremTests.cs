using System.Collections.Concurrent;
using Authz.Engine.Decisions;
using Authz.Engine.Requests;
using CsCheck;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>What holds for all policies, callers and requests: how layers and statements make a decision.</summary>
public sealed class TheoremTests
{
    private const int Iterations = 500;

    private static readonly Draft DenyAll = new() { Denies = true, Actions = ["*"], Resources = ["*"] };

    [Fact]
    public void Worlds_are_drawn_in_fair_shares()
    {
        var draws = new ConcurrentBag<(CallerKind Kind, Decision Decision)>();
        WorldDraw.Worlds.Sample(draft => draws.Add((draft.Request.Caller.Kind, draft.World.Decide())), iter: 3_000);
        foreach (DecisionOutcome outcome in Enum.GetValues<DecisionOutcome>())
            AssertShare(18, 55, draws.Count(d => d.Decision.Outcome == outcome), draws.Count, outcome);
        foreach (PolicyLayer layer in Enum.GetValues<PolicyLayer>())
            AssertShare(1, 55, draws.Count(d => d.Decision.Layer == layer), draws.Count, layer);
        foreach (CallerKind kind in Enum.GetValues<CallerKind>())
        {
            Decision[] ofKind = [.. draws.Where(d => d.Kind == kind).Select(d => d.Decision)];
            foreach (DecisionOutcome outcome in Enum.GetValues<DecisionOutcome>())
                AssertShare(2, 95, ofKind.Count(d => d.Outcome == outcome), ofKind.Length, (kind, outcome));
        }
    }

    private static void AssertShare(int minPercent, int maxPercent, int count, int all, object what)
    {
        var percent = 100.0 * count / all;
        Assert.True(percent >= minPercent && percent <= maxPercent, $"{what}: {percent:f1} % of {all}");
    }

    [Fact]
    public void Deny_wins() => WorldDraw.Worlds.Sample(draft =>
    {
        CallerKind kind = draft.Request.Caller.Kind;
        var hasPolicies = kind is CallerKind.User or CallerKind.Role or CallerKind.FederatedUser;
        Denied(true, draft with { Resource = [.. draft.Resource ?? [], DenyAll with { Principals = ["*"], Resources = [] }] });
        Denied(true, draft with { ResourceControl = [[DenyAll with { Principals = ["*"], Actions = ["s3:*", "ec2:*"] }]] });
        Denied(hasPolicies, draft with { Identity = [.. draft.Identity ?? [], DenyAll] });
        Denied(hasPolicies, draft with { Boundary = [.. draft.Boundary ?? [], DenyAll] });
        Denied(hasPolicies || kind == CallerKind.Root, draft with { ServiceControl = [.. draft.ServiceControl ?? [], [DenyAll]] });
        Denied(hasPolicies && kind != CallerKind.User, draft with { Session = [.. draft.Session ?? [], DenyAll] });

        static void Denied(bool applies, DraftWorld draft)
        {
            if (applies) Assert.Equal(DecisionOutcome.ExplicitDeny, draft.World.Outcome);
        }
    }, iter: Iterations);

    [Fact]
    public void Order_does_not_matter() => WorldDraw.Worlds.Sample(draft =>
    {
        Decision decision = draft.World.Decide();
        Assert.Equal(decision, draft.Rewrite(drafts => [.. drafts.Reverse()]).World.Decide());
        Assert.Equal(decision, (draft.World with { IsOnePolicyPerStatement = true }).Decide());
        Assert.Equal(decision, draft.RewriteEach(d =>
        [
            d with
            {
                Actions = [.. d.Actions.Reverse()], Resources = [.. d.Resources.Reverse()], Principals = d.Principals?.Reverse().ToArray(),
                Conditions = [.. d.Conditions.Select(c => c with { Values = [.. c.Values.Reverse()] })],
            },
        ]).World.Decide());
    }, iter: Iterations);

    [Fact]
    public void Duplicates_do_not_matter() => WorldDraw.Worlds.Sample(draft =>
    {
        Decision decision = draft.World.Decide();
        Assert.Equal(decision, draft.RewriteEach(d => [d, d]).World.Decide());
        Assert.Equal(decision, draft.RewriteEach(d =>
        [
            d with
            {
                Actions = [.. d.Actions, .. d.Actions], Resources = [.. d.Resources, .. d.Resources],
                Conditions = [.. d.Conditions.Select(c => c.Operator == "Null" ? c : c with { Values = [.. c.Values, .. c.Values] })],
            },
        ]).World.Decide());
    }, iter: Iterations);

    [Fact]
    public void Adding_a_deny_never_turns_a_deny_into_an_allow() => Gen.Select(WorldDraw.Worlds, WorldDraw.Statement(denies: true)).Sample((draft, deny) =>
    {
        if (draft.World.IsAllowed) return;
        Assert.All(draft.Add(deny), more => Assert.False(more.World.IsAllowed));
        var control = deny with { Principals = ["*"], Actions = ["s3:*"], IsNotAction = false };
        Assert.False((draft with { ResourceControl = [.. draft.ResourceControl ?? [], [control]] }).World.IsAllowed);
    }, iter: Iterations);

    [Fact]
    public void Adding_an_allow_never_turns_an_allow_into_a_deny() => Gen.Select(WorldDraw.Worlds, WorldDraw.Statement(denies: false)).Sample((draft, allow) =>
    {
        if (draft.World.IsAllowed) Assert.All(draft.Add(allow), more => Assert.True(more.World.IsAllowed));
    }, iter: Iterations);

    [Fact]
    public void A_session_policy_never_widens() => WorldDraw.Worlds.Sample(draft =>
    {
        // a federated user without session policy may do nothing (section 5.3): for it alone the policy is what gives
        if (draft.Request.Caller.Kind == CallerKind.FederatedUser) return;
        Assert.True(!(draft with { Session = draft.Session ?? [] }).World.IsAllowed || (draft with { Session = null }).World.IsAllowed);
    }, iter: Iterations);

    [Fact]
    public void A_boundary_never_widens() => WorldDraw.Worlds.Sample(draft =>
        Assert.True(!(draft with { Boundary = draft.Boundary ?? [] }).World.IsAllowed || (draft with { Boundary = null }).World.IsAllowed), iter: Iterations);

    [Fact]
    public void A_service_control_policy_never_grants() => WorldDraw.Worlds.Sample(draft =>
    {
        Assert.True(!draft.World.IsAllowed || (draft with { ServiceControl = null }).World.IsAllowed);
        // a root user needs no grant
        if (draft.Request.Caller.Kind != CallerKind.Root) Assert.False((draft with { Identity = null, Resource = null }).World.IsAllowed);
    }, iter: Iterations);

    [Fact]
    public void A_resource_control_policy_never_grants() => WorldDraw.Worlds.Sample(
        draft => Assert.True(!draft.World.IsAllowed || (draft with { ResourceControl = null }).World.IsAllowed), iter: Iterations);

    [Fact]
    public void Another_account_never_makes_it_easier() => WorldDraw.Worlds.Sample(draft =>
    {
        World foreign = draft.World with { ResourceAccount = Callers.Foreign }, own = draft.World with { ResourceAccount = Callers.Own };
        Assert.True(!foreign.IsAllowed || own.IsAllowed);
    }, iter: Iterations);

    [Fact]
    public void The_case_of_actions_and_context_keys_does_not_matter() => Gen.Select(WorldDraw.Worlds, WorldDraw.Contexts).Sample((draft, context) =>
    {
        World world = draft.World with { Context = WorldDraw.Fill(context) };
        Decision decision = world.Decide();
        Assert.Equal(decision, (world with { Action = world.Action.ToUpperInvariant() }).Decide());
        Assert.Equal(decision, (world with { Action = world.Action.ToLowerInvariant() }).Decide());
        Assert.Equal(decision, (world with { Context = WorldDraw.Fill(context.Select(c => (c.Key.ToUpperInvariant(), c.Values, c.IsSet))) }).Decide());
        World upper = draft.RewriteEach(d =>
        [
            d with
            {
                Actions = [.. d.Actions.Select(a => a.ToUpperInvariant())],
                Conditions = [.. d.Conditions.Select(c => c with { Key = c.Key.ToUpperInvariant() })],
            },
        ]).World;
        Assert.Equal(decision, (upper with { Context = world.Context }).Decide());
    }, iter: Iterations);

    [Fact]
    public void A_policy_without_conditions_and_variables_ignores_the_context() => Gen.Select(WorldDraw.Worlds, WorldDraw.Contexts).Sample((draft, context) =>
    {
        World world = draft.RewriteEach(d => [d with { Conditions = [], Resources = [.. d.Resources.Select(r => r.Replace("${x:l}", "a", StringComparison.Ordinal))] }]).World;
        Assert.Equal(world.Decide(), (world with { Context = WorldDraw.Fill(context) }).Decide());
        Assert.Equal(world.Decide(), (world with { Context = new RequestContext() }).Decide());
    }, iter: Iterations);

    [Fact]
    public void An_explanation_agrees_with_its_decision() => WorldDraw.Worlds.Sample(draft =>
    {
        var matched = draft.World.Explain().MatchedStatements;
        Decision decision = draft.World.Decide();
        // a root user may be allowed without any statement
        if (draft.Request.Caller.Kind != CallerKind.Root) Assert.Equal(decision.Outcome == DecisionOutcome.ImplicitDeny, matched.Count == 0);
        if (decision.Outcome == DecisionOutcome.ExplicitDeny) Assert.Equal((decision.Layer, decision.Level), (matched[0].Layer, matched[0].Level));
    }, iter: Iterations);
}
