using Authz.Engine.Programs;
using Authz.Organizations.Snapshots;
using Authz.Sts.Caching;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Sessions;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Sessions;

public sealed class PrincipalProgramsTests : IDisposable
{
    private static readonly string Narrow = PolicyText.Document(PolicyText.Allow("s3:GetObject"));

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Tokens_with_one_session_policy_share_one_program()
    {
        PrincipalProgram first = ProgramOf(Session(Narrow));
        CacheStatistics before = _world.Cache.Programs;
        Assert.Same(first, ProgramOf(Session(Narrow)));
        Assert.Equal(before.Builds, _world.Cache.Programs.Builds);
        Assert.True(_world.Cache.Programs.Hits > before.Hits);
        Assert.NotSame(first, ProgramOf(Session(PolicyText.Document(PolicyText.Allow("s3:PutObject")))));
        // the role's own part is the same
        Assert.Equal((before.Builds + 1, before.Count + 1), (_world.Cache.Programs.Builds, _world.Cache.Programs.Count));
    }

    [Fact]
    public void A_session_without_policy_has_its_roles_program()
    {
        Identity identity = _world.Session(Session(null));
        Assert.Same(_world.Snapshot.LayersOf(identity.Role!), identity.Program.Layers);
        Assert.Same(identity.Program, ProgramOf(Session(null)));
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
    public void Layers_that_a_new_snapshot_keeps_have_the_program_that_they_had()
    {
        var programs = new PrincipalPrograms(1 << 20);
        Snapshot first = _world.Snapshot;
        PrincipalLayers layers = first.LayersOf(first.Organization.Roles.First());
        PrincipalProgram program = programs.Of(first, layers);
        var second = new Snapshot(first.Organization, "another", first.LoadedAt);
        Assert.Same(program, programs.Of(second, layers));
        Assert.Equal((1, 2), (programs.Statistics.Builds, programs.Statistics.Count));
        Assert.NotSame(program, programs.Of(second, second.LayersOf(second.Organization.Roles.First())));
        GC.KeepAlive(first);
    }

    [Fact]
    public async Task Programs_are_bounded_and_a_full_cache_changes_no_answer()
    {
        using var cache = new SessionCache(programBytes: 100_000);
        var identifier = new CallerIdentifier(new(_world.Clock, World.Issuer), cache, _world.Revocations, _world.Clock);
        for (var i = 0; i < 50; i++)
        {
            var token = Session(PolicyText.Document(PolicyText.Allow($"s3:Get{i}"))).SessionToken;
            Assert.NotNull(identifier.FromToken(token, _world.Pinned, World.Region).Identity?.Program.Layers.Session);
            Assert.InRange(cache.Programs.Count, 0, 6);
        }

        // what is dropped is counted out by another thread
        for (var i = 0; i < 100 && cache.Programs.Size > 100_000; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.InRange(cache.Programs.Size, 1, 100_000);

        Assert.InRange(cache.Programs.Builds, 50, 101);
    }

    [Fact]
    public void A_program_counts_for_what_it_holds()
    {
        using var cache = new SessionCache();
        var identifier = new CallerIdentifier(new(_world.Clock, World.Issuer), cache, _world.Revocations, _world.Clock);
        long SizeOf(int statements)
        {
            var before = cache.Programs.Size;
            var policy = PolicyText.Document([.. Enumerable.Range(0, statements).Select(i => PolicyText.Allow($"s3:A{i}"))]);
            Assert.NotNull(identifier.FromToken(Session(policy).SessionToken, _world.Pinned, World.Region).Identity);
            return cache.Programs.Size - before;
        }

        SizeOf(1);
        Assert.InRange(SizeOf(18) - SizeOf(2), 16 * 500, 16 * 1_000);
    }

    [Fact]
    public async Task Many_who_need_one_program_at_once_have_it_built_once()
    {
        const int Rounds = 50, Callers = 200;
        // the role's own part
        ProgramOf(Session(null));
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
}
