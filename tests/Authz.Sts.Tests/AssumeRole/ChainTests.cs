using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.AssumeRole;

/// <summary>Sessions that take roles.</summary>
public sealed class ChainTests : IDisposable
{
    private const string SetSource = "\"sts:AssumeRole\", \"sts:SetSourceIdentity\"";

    private static readonly RoleSketch Next = new("Next", PolicyText.Trust(World.B))
    {
        MaxSessionDuration = 43200,
        Policy = PolicyText.Document(PolicyText.Allow("sts:*")),
    };

    private readonly World _world = new World()
        .With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("sts:*")), Trust = PolicyText.Trust(World.A, SetSource) })
        .With(Next);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void T19_A_chained_session_lasts_an_hour_at_most() =>
        _world.Refuse(StsErrorCode.ValidationError, Begin(), ToNext() with { DurationSeconds = 3601 });

    [Fact]
    public void T20_A_chained_session_may_outlive_its_parent()
    {
        Identity first = Begin(World.Request() with { DurationSeconds = 900 });
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(_world.Clock.Now.AddSeconds(3600), _world.Take(first, ToNext()).Claims.Expiration);
    }

    [Fact]
    public void T25_A_source_identity_needs_the_permission_of_the_trust()
    {
        _world.With(World.Deploy);
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request() with { SourceIdentity = "ana" });
    }

    [Fact]
    public void A_source_identity_needs_the_permission_of_a_caller_from_another_account()
    {
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("sts:AssumeRole")) });
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request() with { SourceIdentity = "ana" });
    }

    [Fact]
    public void T26_A_source_identity_sticks_and_asks_every_trust_on_the_way()
    {
        Identity first = Begin(World.Request() with { SourceIdentity = "ana" });
        StsError error = _world.Refuse(StsErrorCode.AccessDenied, first, ToNext());
        Assert.Contains("sts:SetSourceIdentity", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ana")]
    public void T27_A_source_identity_passes_on_with_permission(string? passed)
    {
        _world.With(Next with { Trust = PolicyText.Trust(World.B, SetSource) });
        Identity first = Begin(World.Request() with { SourceIdentity = "ana" });
        Assert.Equal("ana", _world.Take(first, ToNext() with { SourceIdentity = passed }).Claims.SourceIdentity);
    }

    [Fact]
    public void T27_In_a_chain_both_sides_must_allow_the_source_identity()
    {
        // the session is named itself, so that trust alone would do for any other action
        _world.With(Next with { Trust = PolicyText.Trust($"arn:aws:sts::{World.B}:assumed-role/Deploy/s-1", SetSource) })
            .With(World.Deploy with { Trust = PolicyText.Trust(World.A, SetSource), Policy = null });
        _world.Take(Begin(), ToNext());
        _world.Refuse(StsErrorCode.AccessDenied, Begin(World.Request() with { SourceIdentity = "ana" }), ToNext());
    }

    [Fact]
    public void T28_A_source_identity_is_never_another()
    {
        _world.With(Next with { Trust = PolicyText.Trust(World.B, SetSource) });
        Identity first = Begin(World.Request() with { SourceIdentity = "ana" });
        _world.Refuse(StsErrorCode.AccessDenied, first, ToNext() with { SourceIdentity = "bob" });
        _world.Refuse(StsErrorCode.AccessDenied, first, ToNext() with { SourceIdentity = "ANA" });
    }

    [Fact]
    public void A_chain_has_four_ancestors_at_most()
    {
        _world.With(Next with { Trust = PolicyText.Trust("*") });
        Identity caller = Begin();
        for (var depth = 1; depth <= 4; depth++)
        {
            IssuedSession session = _world.Take(caller, ToNext());
            Assert.Equal(depth, session.Claims.Chain.Count);
            Assert.Equal(caller.Claims!.TokenId, session.Claims.Chain[^1].TokenId);
            caller = _world.Session(session);
        }

        _world.Refuse(StsErrorCode.ValidationError, caller, ToNext());
    }

    [Fact]
    public void A_chain_grows_no_longer_than_its_age_allows()
    {
        using World world = new World(chains: new ChainLimits { MaxAge = TimeSpan.FromHours(1) })
            .With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("sts:*")), MaxSessionDuration = 43200 })
            .With(Next with { Trust = PolicyText.Trust("*") });
        Identity first = world.Session(world.Take(world.Alice(), World.Request() with { DurationSeconds = 43200 }));
        world.Clock.Advance(TimeSpan.FromMinutes(59));
        Identity second = world.Session(world.Take(first, ToNext()));
        world.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
        world.Take(second, ToNext());
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        // the age is the chain's and not the session's
        world.Refuse(StsErrorCode.ValidationError, second, ToNext());
        world.Refuse(StsErrorCode.ValidationError, first, ToNext());
        world.Take(world.Alice(), World.Request());
    }

    [Fact]
    public void A_session_policy_of_the_parent_does_not_limit_the_child()
    {
        _world.With(Next with { Policy = PolicyText.Document(PolicyText.Allow("s3:*")) });
        Identity first = Begin(World.Request() with { Policy = PolicyText.Document(PolicyText.Allow("sts:AssumeRole")) });
        IssuedSession second = _world.Take(first, ToNext());
        Assert.Null(second.Claims.Policy);
        Assert.True(_world.Ask(second, "s3:GetObject").IsAllowed);
    }

    private static AssumeRoleRequest ToNext() => World.Request(Next.Arn);

    private Identity Begin(AssumeRoleRequest? request = null) => _world.Session(_world.Take(_world.Alice(), request ?? World.Request()));
}
