using Authz.Engine.Programs;
using Authz.Sts.AssumeRole;
using Authz.Sts.Caching;
using Authz.Sts.Identities;
using Authz.Sts.Sessions;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Sessions;

public sealed class SessionProgramsTests : IDisposable
{
    private static readonly string Narrow = PolicyText.Document(PolicyText.Allow("s3:GetObject"));

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Tokens_with_one_session_policy_share_one_program()
    {
        PrincipalProgram first = ProgramOf(Session(Narrow));
        Assert.Same(first, ProgramOf(Session(Narrow)));
        Assert.NotSame(first, ProgramOf(Session(PolicyText.Document(PolicyText.Allow("s3:PutObject")))));
        Assert.Equal((1, 2, 2, 2), Counts());
    }

    [Fact]
    public void A_session_without_policy_has_its_roles_program()
    {
        Identity identity = _world.Session(Session(null));
        Assert.Same(_world.Snapshot.ProgramOf(identity.Role!), identity.Program);
        Assert.Equal((0, 0, 0, 0), Counts());
    }

    [Fact]
    public void Another_snapshot_has_its_own_programs()
    {
        IssuedSession session = Session(Narrow);
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        PrincipalProgram first = ProgramOf(session);
        _world.With(World.Deploy with { Policy = null });
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.NotSame(first, ProgramOf(session));
    }

    [Fact]
    public void Programs_are_bounded_and_a_full_cache_changes_no_answer()
    {
        using var cache = new SessionCache(programBytes: 20_000);
        var identifier = new CallerIdentifier(new(_world.Clock, World.Issuer), cache, _world.Clock);
        for (var i = 0; i < 50; i++)
        {
            var token = Session(PolicyText.Document(PolicyText.Allow($"s3:Get{i}"))).SessionToken;
            Assert.NotNull(identifier.FromToken(token, _world.Pinned, World.Region).Identity?.Program.Session);
            Assert.InRange(cache.Programs.Size, 0, 20_000);
        }

        Assert.Equal(50, cache.Programs.Builds);
        Assert.InRange(cache.Programs.Count, 0, 6);
    }

    [Fact]
    public async Task Many_who_need_one_program_at_once_have_it_built_once()
    {
        const int Rounds = 50, Callers = 200;
        for (var round = 0; round < Rounds; round++)
        {
            // many statements, so that building takes long enough to meet
            var policy = PolicyText.Document([.. Enumerable.Range(0, 20).Select(i => PolicyText.Allow($"s3:Get{round}x{i}"))]);
            var tokens = Enumerable.Range(0, 4).Select(_ => Session(policy).SessionToken).ToArray();
            var before = _world.Cache.Programs.Builds;
            using var gate = new ManualResetEventSlim();
            Pinned pinned = _world.Pinned;
            var callers = Enumerable.Range(0, Callers).Select(i => Task.Run(() =>
            {
                gate.Wait();
                return _world.Identifier.FromToken(tokens[i % tokens.Length], pinned, World.Region).Identity!.Program;
            })).ToArray();
            gate.Set();
            Assert.Single((await Task.WhenAll(callers)).Distinct());
            Assert.Equal(1, _world.Cache.Programs.Builds - before);
        }
    }

    private IssuedSession Session(string? policy) => _world.Take(_world.Alice(), World.Request() with { Policy = policy });

    private PrincipalProgram ProgramOf(IssuedSession session) => _world.Session(session).Program;

    private (long Hits, long Misses, long Builds, long Count) Counts()
    {
        CacheStatistics programs = _world.Cache.Programs;
        return (programs.Hits, programs.Misses, programs.Builds, programs.Count);
    }
}
