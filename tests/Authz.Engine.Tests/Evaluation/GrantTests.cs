using Authz.Engine.Decisions;
using Authz.Policies.Documents;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Reference sections 5.2 to 5.6, 5.9 and 1.3.</summary>
public sealed class GrantTests
{
    private static readonly string[] Nothing = ["{`Effect`:`Allow`,`Action`:`x:y`,`Resource`:`*`}"];

    [Theory] // section 5.4: needs identity, limited by boundary, limited by session
    [InlineData("user", "{`AWS`:`111122223333`}", true, true, true)]
    [InlineData("role", "{`AWS`:`arn:aws:iam::111122223333:root`}", true, true, true)]
    [InlineData("federated", "{`AWS`:`111122223333`}", true, true, true)]
    [InlineData("user", "{`AWS`:`arn:aws:iam::111122223333:user/ana`}", false, false, false)]
    [InlineData("user", "{`AWS`:`AIDAEXAMPLE1234567890`}", false, false, false)]
    [InlineData("federated", "{`AWS`:`arn:aws:iam::111122223333:user/ana`}", false, true, true)]
    [InlineData("role", "{`AWS`:`arn:aws:iam::111122223333:role/team/Reader`}", false, true, true)]
    [InlineData("role", "{`AWS`:`AROAEXAMPLE1234567890`}", false, true, true)]
    [InlineData("role", "{`AWS`:`arn:aws:sts::111122223333:assumed-role/Reader/s1`}", false, false, false)]
    [InlineData("federated", "{`AWS`:`arn:aws:sts::111122223333:federated-user/fred`}", false, false, false)]
    [InlineData("user", "`*`", false, false, false)] // D12
    [InlineData("role", "{`AWS`:`*`}", false, false, false)]
    [InlineData("role", "{`AWS`:[`111122223333`,`arn:aws:sts::111122223333:assumed-role/Reader/s1`]}", false, false, false)]
    public void Within_an_account(string caller, string principal, bool needsIdentity, bool byBoundary, bool bySession)
    {
        var world = new World { Caller = Callers.Named(caller), Identity = null, Session = [World.AllowAll], ResourcePolicy = [Allow(principal)] };
        AssertDecision(world, needsIdentity ? PolicyLayer.Identity : PolicyLayer.None);
        world = world with { Identity = [World.AllowAll] };
        AssertDecision(world with { Boundary = Nothing }, byBoundary ? PolicyLayer.Boundary : PolicyLayer.None);
        AssertDecision(world with { Boundary = [World.AllowAll] }, PolicyLayer.None);
        // a user's own keys carry no session policy
        if (caller != "user") AssertDecision(world with { Session = Nothing }, bySession ? PolicyLayer.Session : PolicyLayer.None);
        foreach (World denied in new[] { world with { Boundary = [World.DenyAll] }, world with { Identity = [World.DenyAll] } })
            Assert.Equal(DecisionOutcome.ExplicitDeny, denied.Outcome);
    }

    [Theory]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:role/team/Reader`}", "{`AWS`:`111122223333`}")]
    [InlineData("{`AWS`:`111122223333`}", "{`AWS`:`arn:aws:iam::111122223333:role/team/Reader`}")]
    public void Of_several_grants_the_best_counts_in_any_order(string first, string second) =>
        AssertDecision(new World { Identity = null, ResourcePolicy = [Allow(first), Allow(second)] }, PolicyLayer.None);

    [Theory]
    [InlineData("user", "{`AWS`:`444455556666`}")]
    [InlineData("user", "{`AWS`:`arn:aws-cn:iam::111122223333:root`}")]
    [InlineData("user", "{`AWS`:`arn:aws:iam::111122223333:user/Ana`}")]
    [InlineData("user", "{`AWS`:`arn:aws:iam::111122223333:user/*`}")] // P11
    [InlineData("role", "{`AWS`:`arn:aws:iam::111122223333:role/Reader`}")] // P3: the path is part of it
    [InlineData("role", "{`AWS`:`arn:aws:sts::111122223333:assumed-role/Reader/s2`}")]
    [InlineData("role", "{`AWS`:`arn:aws:sts::111122223333:assumed-role/team/s1`}")] // P4
    [InlineData("role", "{`AWS`:`AROAEXAMPLE1234567891`}")] // P12
    [InlineData("role", "{`Service`:`lambda.amazonaws.com`}")]
    [InlineData("role", "{`CanonicalUser`:`79a59df900b949e55d96a1e698fbaced`}")]
    [InlineData("anonymous", "{`AWS`:`111122223333`}")] // section 5.9
    [InlineData("service", "{`Service`:`ec2.amazonaws.com`}")]
    [InlineData("service", "{`AWS`:`111122223333`}")]
    public void Others_are_not_named(string caller, string principal) => AssertDecision(
        new World { Caller = Callers.Named(caller), Identity = null, ResourcePolicy = [Allow(principal)] },
        caller is "anonymous" or "service" ? PolicyLayer.Resource : PolicyLayer.Identity);

    [Theory] // sections 5.2 step 4, 5.9
    [InlineData("anonymous", "`*`")]
    [InlineData("service", "{`Service`:`lambda.amazonaws.com`}")]
    [InlineData("service", "`*`")]
    public void The_resource_policy_alone_decides_for_outsiders(string caller, string principal)
    {
        var world = new World
        {
            Caller = Callers.Named(caller),
            Identity = [World.DenyAll],
            Boundary = [World.DenyAll],
            Session = [World.DenyAll],
            ServiceControl = [[World.DenyAll]],
            ResourcePolicy = [Allow(principal)],
        };
        AssertDecision(world, PolicyLayer.None);
        AssertDecision(world with { ResourcePolicy = null }, PolicyLayer.Resource);
        Assert.Equal(DecisionOutcome.ExplicitDeny, (world with { ResourcePolicy = [Allow(principal), DenyTo("`*`")] }).Outcome);
    }

    [Theory] // section 5.5
    [InlineData("user", "`*`")]
    [InlineData("user", "{`AWS`:`111122223333`}")]
    [InlineData("user", "{`AWS`:`arn:aws:iam::111122223333:user/ana`}")]
    [InlineData("role", "{`AWS`:`arn:aws:iam::111122223333:role/team/Reader`}")]
    [InlineData("role", "{`AWS`:`arn:aws:sts::111122223333:assumed-role/Reader/s1`}")]
    public void Across_accounts_both_sides_allow(string caller, string principal)
    {
        var world = new World { Caller = Callers.Named(caller), ResourceAccount = Callers.Foreign, ResourcePolicy = [Allow(principal)] };
        AssertDecision(world, PolicyLayer.None);
        AssertDecision(world with { Identity = null }, PolicyLayer.Identity);
        AssertDecision(world with { ResourcePolicy = null }, PolicyLayer.Resource);
        AssertDecision(world with { Boundary = Nothing }, PolicyLayer.Boundary);
        AssertDecision(world with { Resource = "arn:aws-cn:s3:::bucket/key" }, PolicyLayer.Resource);
        if (caller == "role") AssertDecision(world with { Session = Nothing }, PolicyLayer.Session);
    }

    [Theory] // section 5.6
    [InlineData("`*`", false)]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:user/ana`}", false)]
    [InlineData("{`AWS`:`111122223333`}", true)]
    public void A_trust_or_key_policy_must_say_yes(string principal, bool needsIdentity)
    {
        foreach (PolicyKind kind in new[] { PolicyKind.Trust, PolicyKind.Key })
        {
            var world = new World { Caller = Callers.User, ResourceKind = kind, ResourcePolicy = [Allow(principal)] };
            AssertDecision(world, PolicyLayer.None);
            AssertDecision(world with { Identity = null }, needsIdentity ? PolicyLayer.Identity : PolicyLayer.None);
            AssertDecision(world with { ResourcePolicy = [Allow("{`AWS`:`444455556666`}")] }, PolicyLayer.Resource);
            AssertDecision(world with { ResourcePolicy = [Allow("{`AWS`:`arn:aws-cn:iam::111122223333:root`}")] }, PolicyLayer.Resource); // P2
            AssertDecision(world with { Caller = Callers.Root, ResourcePolicy = null }, PolicyLayer.Resource);
        }
    }

    [Fact]
    public void An_external_identity_needs_only_the_trust_policy()
    {
        var world = new World
        {
            Caller = Callers.Identity,
            Action = "sts:AssumeRoleWithWebIdentity",
            Resource = Callers.RoleArn,
            ResourceAccount = Callers.Own,
            Identity = null,
            ResourceKind = PolicyKind.Trust,
            ResourcePolicy = [Allow($"{{`Federated`:`{Callers.ProviderArn}`}}")],
        };
        AssertDecision(world, PolicyLayer.None);
        AssertDecision(world with { ResourcePolicy = [Allow("{`Federated`:`accounts.google.com`}")] }, PolicyLayer.Resource);
        AssertDecision(world with { ResourcePolicy = [Allow("{`AWS`:`111122223333`}")] }, PolicyLayer.Resource);
    }

    [Fact]
    public void A_request_without_resource_crosses_no_partition() // section 5.5
    {
        var world = new World { Resource = "*", ResourceAccount = Callers.Foreign, ResourcePolicy = ["{`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`}"] };
        AssertDecision(world, PolicyLayer.None);
        AssertDecision(world with { Resource = "arn:aws-cn:s3:::bucket/key" }, PolicyLayer.Resource);
    }

    [Fact]
    public void A_root_user_needs_no_identity_policy() // section 5.9
    {
        var world = new World { Caller = Callers.Root, Identity = null, Boundary = Nothing, Session = Nothing };
        AssertDecision(world, PolicyLayer.None);
        AssertDecision(world with { ServiceControl = [[World.AllowAll], []] }, PolicyLayer.ServiceControl);
        AssertDecision(world with { ResourcePolicy = [DenyTo("`*`")] }, PolicyLayer.Resource);
        AssertDecision(world with { ResourceAccount = Callers.Foreign }, PolicyLayer.Resource);
    }

    [Fact]
    public void Without_session_policy_a_role_may_all_and_a_federated_user_nothing() // section 5.3
    {
        AssertDecision(new World { Caller = Callers.Role }, PolicyLayer.None);
        AssertDecision(new World { Caller = Callers.Federated }, PolicyLayer.Session);
        AssertDecision(new World { Caller = Callers.Federated, Session = [World.AllowAll] }, PolicyLayer.None);
        AssertDecision(new World { Caller = Callers.Role, Session = [] }, PolicyLayer.Session);
        AssertDecision(
            new World { Caller = Callers.Role, Session = ["{`Effect`:`Deny`,`Action`:`x:y`,`Resource`:`*`}"] }, PolicyLayer.Session);
    }

    [Theory] // P14, P15
    [InlineData("user", "[`arn:aws:iam::111122223333:user/ana`,`111122223333`]", true)]
    [InlineData("user", "[`arn:aws:iam::111122223333:user/ana`]", false)]
    [InlineData("user", "[`111122223333`]", false)]
    [InlineData("role", "[`111122223333`,`arn:aws:iam::111122223333:role/team/Reader`,`arn:aws:sts::111122223333:assumed-role/Reader/s1`]", true)]
    [InlineData("role", "[`111122223333`,`arn:aws:iam::111122223333:role/team/Reader`]", false)]
    [InlineData("role", "[`arn:aws:iam::111122223333:role/team/Reader`,`arn:aws:sts::111122223333:assumed-role/Reader/s1`]", false)]
    [InlineData("federated", "[`111122223333`,`arn:aws:iam::111122223333:user/ana`,`arn:aws:sts::111122223333:federated-user/fred`]", true)]
    [InlineData("federated", "[`111122223333`,`arn:aws:sts::111122223333:federated-user/fred`]", false)]
    [InlineData("federated", "[`111122223333`,`arn:aws:iam::111122223333:user/ana`]", false)]
    [InlineData("root", "[`111122223333`]", true)]
    [InlineData("anonymous", "[`111122223333`]", false)]
    [InlineData("service", "[`111122223333`]", false)]
    public void NotPrincipal_spares_who_is_listed_entirely(string caller, string principals, bool isSpared)
    {
        var world = new World
        {
            Caller = Callers.Named(caller),
            ResourcePolicy = [Allow("`*`"), $"{{`Effect`:`Deny`,`NotPrincipal`:{{`AWS`:{principals}}},`Action`:`*`}}"],
        };
        AssertDecision(world, isSpared ? PolicyLayer.None : PolicyLayer.Resource);
        if (caller is "user" or "role") AssertDecision(world with { Boundary = [World.AllowAll] }, PolicyLayer.Resource);
    }

    [Fact]
    public void Of_several_denies_the_first_layer_is_reported() // D11
    {
        string[] deny = [World.DenyAll];
        var world = new World
        {
            Identity = deny,
            Boundary = deny,
            Session = deny,
            ResourcePolicy = [DenyTo("`*`")],
            ServiceControl = [[World.AllowAll], deny],
            ResourceControl = [[], ["{`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:*`,`Resource`:`*`}"]],
        };
        AssertExplicit(world, PolicyLayer.ResourceControl, 1);
        AssertExplicit(world = world with { ResourceControl = null }, PolicyLayer.ServiceControl, 1);
        AssertExplicit(world = world with { ServiceControl = null }, PolicyLayer.Resource);
        AssertExplicit(world = world with { ResourcePolicy = null }, PolicyLayer.Identity);
        AssertExplicit(world = world with { Identity = null }, PolicyLayer.Boundary);
        AssertExplicit(world with { Boundary = null }, PolicyLayer.Session);
    }

    private static string Allow(string principal) => $"{{`Effect`:`Allow`,`Principal`:{principal},`Action`:`*`}}";

    private static string DenyTo(string principal) => $"{{`Effect`:`Deny`,`Principal`:{principal},`Action`:`*`}}";

    private static void AssertExplicit(World world, PolicyLayer layer, int level = 0) =>
        Assert.Equal(new Decision(DecisionOutcome.ExplicitDeny, layer, level), world.Decide());

    private static void AssertDecision(World world, PolicyLayer blocking)
    {
        Decision decision = world.Decide();
        Assert.Equal(blocking, decision.Layer);
        Assert.Equal(blocking == PolicyLayer.None, decision.IsAllowed);
    }
}
