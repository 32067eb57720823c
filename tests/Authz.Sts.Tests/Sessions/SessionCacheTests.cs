using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Sessions;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Sessions;

public sealed class SessionCacheTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_token_is_held_once_and_bound_once()
    {
        IssuedSession session = Session();
        Identity first = _world.Session(session);
        Assert.Equal(1, _world.Cache.Tokens.Count);
        Assert.Same(first, _world.Session(session));
        Assert.Equal(1, _world.Cache.Tokens.Count);
    }

    [Fact]
    public void What_is_held_is_checked_for_its_end()
    {
        IssuedSession session = Session();
        _world.Session(session);
        _world.Clock.Now = session.Claims.Expiration;
        Assert.Equal(1, _world.Cache.Tokens.Count);
        Assert.Equal(IdentityStatus.TokenExpired, StatusOf(session.SessionToken));
    }

    [Fact]
    public void What_is_held_is_checked_for_its_region()
    {
        IssuedSession session = Session();
        _world.Session(session);
        Assert.Equal(IdentityStatus.NotValidInRegion, StatusOf(session.SessionToken, World.OptIn));
    }

    [Fact]
    public void What_is_held_is_checked_for_revocation()
    {
        IssuedSession session = Session();
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        _world.Revocations.RevokeSessionsOf(World.Deploy.Id!);
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(session, "s3:GetObject").Reason);
    }

    [Fact]
    public void What_is_held_does_not_outlive_its_key()
    {
        IssuedSession session = Session();
        _world.Session(session);
        _world.Ring = KeyRing.Ephemeral();
        Assert.Equal(IdentityStatus.TokenInvalid, StatusOf(session.SessionToken));
    }

    [Fact]
    public void What_is_held_follows_the_snapshot()
    {
        IssuedSession session = Session();
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        _world.With(World.Deploy with { Policy = null });
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        _world.Without(World.Deploy.File);
        Assert.Equal(IdentityStatus.PrincipalNotFound, StatusOf(session.SessionToken));
        _world.With(World.Deploy);
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void What_is_held_does_not_keep_an_organization_that_was_replaced()
    {
        WeakReference[] replaced = AskAndReplace(Session());
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(1, _world.Cache.Tokens.Count);
        Assert.All(replaced, static r => Assert.False(r.IsAlive));
    }

    [Fact]
    public void A_request_that_began_on_an_old_snapshot_ends_on_it()
    {
        IssuedSession session = Session();
        Pinned old = _world.Pinned;
        _world.With(World.Deploy with { Policy = null });
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.True(_world.Authorizer.Authorize(Callers.Query(session.SessionToken, "s3:GetObject"), old).IsAllowed);
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void A_tampered_token_never_comes_from_the_cache()
    {
        var token = Session().SessionToken;
        Assert.Equal(IdentityStatus.Identified, StatusOf(token));
        for (var i = 0; i < token.Length; i++)
        {
            var other = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            Assert.Equal(IdentityStatus.TokenInvalid, StatusOf(other));
        }

        Assert.Equal(1, _world.Cache.Tokens.Count);
    }

    [Fact]
    public void What_is_not_valid_is_not_held()
    {
        IssuedSession session = Session();
        StatusOf("nothing");
        _world.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(IdentityStatus.TokenExpired, StatusOf(session.SessionToken));
        Assert.Equal(0, _world.Cache.Tokens.Count);
    }

    [Fact]
    public void A_full_cache_holds_no_more_and_changes_no_answer()
    {
        using var cache = new SessionCache(tokenBytes: 28_000);
        var identifier = new CallerIdentifier(new SessionTokenVerifier(_world.Clock, World.Issuer), cache, _world.Revocations, _world.Clock);
        for (var i = 0; i < 50; i++)
            Assert.True(identifier.FromToken(Session().SessionToken, _world.Pinned, World.Region).IsIdentified);
        Assert.InRange(cache.Tokens.Count, 0, 4);
    }

    [Fact]
    public async Task Many_at_once_get_the_same_answer()
    {
        IssuedSession[] sessions = [Session(), Session(), Session()];
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            () => _world.Identifier.FromToken(sessions[i % 3].SessionToken, _world.Pinned, World.Region).Identity!.Claims!.TokenId)));
        for (var i = 0; i < answers.Length; i++) Assert.Equal(sessions[i % 3].Claims.TokenId, answers[i]);
        Assert.Equal(3, _world.Cache.Tokens.Count);
    }

    [Fact]
    public async Task A_thousand_who_bring_one_token_at_once_have_it_verified_once()
    {
        const int Rounds = 20, Callers = 1000;
        for (var round = 0; round < Rounds; round++)
        {
            var token = Session().SessionToken;
            Pinned pinned = _world.Pinned;
            var before = _world.Cache.Tokens.Builds;
            using var gate = new ManualResetEventSlim();
            var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() =>
            {
                gate.Wait();
                return _world.Identifier.FromToken(token, pinned, World.Region).IsIdentified;
            })).ToArray();
            gate.Set();
            Assert.DoesNotContain(false, await Task.WhenAll(callers));
            Assert.Equal(1, _world.Cache.Tokens.Builds - before);
        }
    }

    [Fact]
    public void A_token_that_is_held_costs_no_allocation()
    {
        var token = Session().SessionToken;
        Pinned pinned = _world.Pinned;
        // the runtime's own generic code boxes until it is compiled a second time
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 500; i++) _world.Identifier.FromToken(token, pinned, World.Region);
            Thread.Sleep(150);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) _world.Identifier.FromToken(token, pinned, World.Region);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_strangers_bring_is_not_held_however_much_it_is()
    {
        for (var i = 0; i < 1000; i++) StatusOf($"{i}.{new string('x', 80)}.{new string('y', 86)}");
        Assert.Equal((0, 0), (_world.Cache.Tokens.Count, _world.Cache.Tokens.Size));
        Assert.Equal(1000, _world.Cache.Tokens.Misses / 2);
    }

    [Fact]
    public void A_signature_alone_finds_nothing()
    {
        var token = Session().SessionToken;
        Assert.Equal(IdentityStatus.Identified, StatusOf(token));
        var signature = token[(token.LastIndexOf('.') + 1)..];
        Assert.Equal(IdentityStatus.TokenInvalid, StatusOf(signature));
        Assert.Equal(IdentityStatus.TokenInvalid, StatusOf(Session().SessionToken[..^signature.Length] + signature));
        Assert.Equal(IdentityStatus.Identified, StatusOf(token));
    }

    // in a method of its own, so that no local variable holds the snapshot
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference[] AskAndReplace(IssuedSession session)
    {
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        WeakReference[] replaced = [new(_world.Snapshot), new(_world.Snapshot.Organization.Accounts[0]), new(_world.Session(session).Program)];
        _world.With(World.Deploy with { Policy = null });
        return replaced;
    }

    private IssuedSession Session() => _world.Take(_world.Alice(), World.Request());

    private IdentityStatus StatusOf(string token, string region = World.Region) =>
        _world.Identifier.FromToken(token, _world.Pinned, region).Status;
}
