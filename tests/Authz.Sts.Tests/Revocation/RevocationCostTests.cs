using System.Diagnostics;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Revocation;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;
using Authz.Tokens.Storage;

namespace Authz.Sts.Tests.Revocation;

public sealed class RevocationCostTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly World _world = new();

    public void Dispose()
    {
        _world.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_cut_is_in_force_within_five_milliseconds_however_long_the_disk_takes()
    {
        RevocationStore store = RevocationStore.Open(_directory["revocations.json"], TimeProvider.System).Store!;
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            RevocationTarget target = RevocationTarget.OfRole($"AROA{i}");
            Task<bool> revoking;
            TimeSpan took;
            // as a disk that does not answer
            using (DirectoryLock.Take(_directory.Path))
            {
                var clock = Stopwatch.StartNew();
                revoking = Task.Factory.StartNew(
                    () => store.TryRevoke(target, new RevocationTerms(), out _), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                while (!store.Current.Cuts.ContainsKey(target)) Thread.Yield();
                took = clock.Elapsed;
                Assert.False(revoking.IsCompleted);
                Assert.Equal(i > 0, File.Exists(_directory["revocations.json"]));
            }

            Assert.True(await revoking);
            Assert.Contains($"\"AROA{i}\"", await File.ReadAllTextAsync(_directory["revocations.json"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
            if (took < best) best = took;
        }

        // the best of ten, since the machine may have other things to do
        Assert.True(best < TimeSpan.FromMilliseconds(5), $"{best.TotalMilliseconds} ms");
        TestContext.Current.SendDiagnosticMessage($"in force after {best.TotalMilliseconds:F3} ms");
    }

    [Fact]
    public void A_check_allocates_nothing()
    {
        SessionClaims claims = _world.Take(_world.Alice(), World.Request()).Claims;
        claims = claims with { SourceIdentity = "ana", Chain = [.. Enumerable.Repeat(ChainLink.Of(claims), SessionClaims.MaximumChain)] };
        var store = RevocationStore.InMemory(_world.Clock);
        foreach (RevocationKind kind in Enum.GetValues<RevocationKind>().Where(static k => k > RevocationKind.Everything))
            store.TryRevoke(new RevocationTarget(kind, "another", kind == RevocationKind.Subject ? "issuer" : ""), new RevocationTerms(), out _);
        RevocationList list = store.Current;
        Assert.False(list.IsRevoked(claims));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) list.IsRevoked(claims);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Identifying_a_session_that_is_held_allocates_no_more_with_cuts_than_without()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        var without = BytesOfIdentifying(session);
        _world.Revocations.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.Equal(without, BytesOfIdentifying(session));
        Assert.Equal(0, without);
    }

    private long BytesOfIdentifying(IssuedSession session)
    {
        Pinned pinned = _world.Pinned;
        for (var i = 0; i < 10; i++) Assert.True(_world.Identifier.FromToken(session.SessionToken, pinned, World.Region).IsIdentified);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) _world.Identifier.FromToken(session.SessionToken, pinned, World.Region);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }
}
