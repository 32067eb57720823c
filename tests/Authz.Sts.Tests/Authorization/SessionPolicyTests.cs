using Authz.Engine.Decisions;
using Authz.Sts.Authorization;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Authorization;

public sealed class SessionPolicyTests : IDisposable
{
    private const string Thing = "arn:aws:s3:::known/object";
    private const string Managed = $"arn:aws:iam::{World.B}:policy/OnlyGet";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void X08_A_session_policy_limits_the_role()
    {
        IssuedSession session = Session("s3:GetObject");
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        AuthorizationAnswer answer = _world.Ask(session, "s3:PutObject");
        Assert.Equal((AuthorizationReason.ImplicitDeny, PolicyLayer.Session), (answer.Reason, answer.Layer));
    }

    [Fact]
    public void X09_A_session_policy_adds_nothing_to_the_role() => Assert.False(_world.Ask(Session("*"), "ec2:RunInstances").IsAllowed);

    [Theory]
    [InlineData("arn:aws:sts::444455556666:assumed-role/Deploy/s-1", true)]
    [InlineData("arn:aws:sts::444455556666:assumed-role/Deploy/s-2", false)]
    [InlineData("arn:aws:iam::444455556666:role/app/Deploy", false)]
    [InlineData("AROAEXAMPLEDEPLOYROLE", false)]
    public void X10_X11_Only_the_name_of_the_session_itself_passes_by_its_policy(string principal, bool isAllowed)
    {
        _world.With($"accounts/{World.B}/resources/known.json", $$"""
            { "Resource": "arn:aws:s3:::known/*", "Policy": {{PolicyText.ResourcePolicy(principal, "s3:PutObject")}} }
            """);
        Assert.Equal(isAllowed, _world.Ask(Session("s3:GetObject"), "s3:PutObject", Thing).IsAllowed);
    }

    [Fact]
    public void X11_The_name_of_the_role_still_grants_what_the_session_policy_allows()
    {
        _world.With(World.Deploy with { Policy = null }).With($"accounts/{World.B}/resources/known.json", $$"""
            { "Resource": "arn:aws:s3:::known/*", "Policy": {{PolicyText.ResourcePolicy(World.Deploy.Arn, "s3:PutObject")}} }
            """);
        Assert.True(_world.Ask(Session("s3:PutObject"), "s3:PutObject", Thing).IsAllowed);
    }

    [Fact]
    public void X14_An_edited_role_policy_counts_at_once()
    {
        IssuedSession session = Session(null);
        Assert.True(_world.Ask(session, "s3:PutObject").IsAllowed);
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("s3:Get*")) });
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void X15_A_managed_session_policy_that_is_gone_allows_nothing()
    {
        var file = $"accounts/{World.B}/policies/OnlyGet.json";
        _world.With(file, PolicyText.Document(PolicyText.Allow("s3:Get*")));
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { PolicyArns = [Managed] });
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
        _world.With(file, PolicyText.Document(PolicyText.Allow("s3:Put*")));
        Assert.True(_world.Ask(session, "s3:PutObject").IsAllowed);
        _world.Without(file);
        Assert.Equal((AuthorizationReason.ImplicitDeny, PolicyLayer.Session), (_world.Ask(session, "s3:GetObject").Reason, _world.Ask(session, "s3:GetObject").Layer));
    }

    [Fact]
    public void Inline_and_managed_session_policies_are_one_set()
    {
        _world.With($"accounts/{World.B}/policies/OnlyGet.json", PolicyText.Document(PolicyText.Allow("s3:Get*")));
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with
        {
            PolicyArns = [Managed],
            Policy = PolicyText.Document(PolicyText.Allow("s3:Put*"), PolicyText.Deny("s3:GetSecret")),
        });
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.True(_world.Ask(session, "s3:PutObject").IsAllowed);
        Assert.Equal(AuthorizationReason.ExplicitDeny, _world.Ask(session, "s3:GetSecret").Reason);
        Assert.False(_world.Ask(session, "s3:DeleteObject").IsAllowed);
    }

    [Fact]
    public void A_denial_by_a_session_policy_names_it()
    {
        AuthorizationAnswer answer = _world.Ask(_world.Take(_world.Alice(), World.Request() with
        {
            Policy = PolicyText.Document(PolicyText.Allow("*"), PolicyText.Deny("s3:Put*", sid: "NoPut")),
        }), "s3:PutObject");
        Assert.Equal((AuthorizationReason.ExplicitDeny, PolicyLayer.Session), (answer.Reason, answer.Layer));
        Assert.Contains("`NoPut` of the session policy", answer.Message, StringComparison.Ordinal);
    }

    private IssuedSession Session(string? action) =>
        _world.Take(_world.Alice(), World.Request() with { Policy = action is null ? null : PolicyText.Document(PolicyText.Allow(action)) });
}
