using Authz.Engine.Decisions;
using Authz.Sts.Authorization;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Revocation;

public sealed class RevocationListTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void X01_The_policy_of_AWS_cuts_to_the_millisecond(int issuedAfterCutoff, bool isAllowed)
    {
        DateTimeOffset cutoff = World.Start.AddMilliseconds(678);
        _world.With(World.Deploy with { Policy = Revoking(cutoff) });
        _world.Clock.Now = cutoff.AddMilliseconds(issuedAfterCutoff);
        AuthorizationAnswer answer = _world.Ask(_world.Take(_world.Alice(), World.Request()), "s3:GetObject");
        Assert.Equal(isAllowed ? AuthorizationReason.Allowed : AuthorizationReason.ExplicitDeny, answer.Reason);
    }

    [Fact]
    public void X02_The_policy_of_AWS_does_not_touch_long_term_keys()
    {
        _world.With(World.Alice with { Policy = Revoking(World.Start.AddHours(1)) });
        Assert.True(_world.Ask(_world.Alice(), Callers.Query("", "s3:GetObject")).IsAllowed);
    }

    [Fact]
    public void X03_The_policy_of_AWS_does_not_follow_chains()
    {
        IssuedSession chained = Chain();
        _world.With(World.Deploy with { Policy = Revoking(World.Start.AddHours(1)) });
        Assert.True(_world.Ask(chained, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void X03_A_cut_follows_chains()
    {
        IssuedSession chained = Chain();
        _world.Revocations.RevokeSessionsOf(World.Deploy.Id!);
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(chained, "s3:GetObject").Reason);
    }

    [Fact]
    public void X04_A_session_issued_after_the_cut_lives()
    {
        IssuedSession old = _world.Take(_world.Alice(), World.Request());
        Assert.True(_world.Ask(old, "s3:GetObject").IsAllowed);
        _world.Revocations.RevokeSessionsOf(World.Deploy.Id!);
        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(old, "s3:GetObject").Reason);
        Assert.True(_world.Ask(_world.Take(_world.Alice(), World.Request()), "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void A_cut_of_another_role_changes_nothing()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        _world.Revocations.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void X07_A_role_made_anew_has_none_of_the_old_sessions()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        _world.Without(World.Deploy.File);
        Assert.Equal(AuthorizationReason.PrincipalNotFound, _world.Ask(session, "s3:GetObject").Reason);
        _world.With(World.Deploy with { Id = "AROAEXAMPLEDEPLOYNEW1" });
        Assert.Equal(AuthorizationReason.PrincipalNotFound, _world.Ask(session, "s3:GetObject").Reason);
        _world.With(World.Deploy);
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void A_cut_is_an_explicit_deny_under_the_name_that_AWS_gives_it()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        _world.Revocations.RevokeSessionsOf(World.Deploy.Id!);
        AuthorizationAnswer answer = _world.Ask(session, "s3:GetObject");
        Assert.False(answer.IsAllowed);
        Assert.Equal(PolicyLayer.Identity, answer.Layer);
        Assert.Equal("AWSRevokeOlderSessions", Assert.Single(answer.Explanation.MatchedStatements).Policy);
        Assert.Contains("AWSRevokeOlderSessions", answer.Message, StringComparison.Ordinal);
        Assert.Equal(_world.Snapshot.Revision, answer.PolicyRevision);
    }

    private static string Revoking(DateTimeOffset cutoff) => PolicyText.Document(
        PolicyText.Allow("*"),
        PolicyText.Deny("*", condition: $$"""{ "DateLessThan": { "aws:TokenIssueTime": "{{cutoff:yyyy-MM-ddTHH:mm:ss.fffZ}}" } }"""));

    private IssuedSession Chain()
    {
        var next = new RoleSketch("Next", PolicyText.Trust(World.B)) { Policy = PolicyText.Document(PolicyText.Allow("s3:*")) };
        _world.With(next).With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("sts:*")) });
        return _world.Take(_world.Session(_world.Take(_world.Alice(), World.Request())), World.Request(next.Arn));
    }
}
