using Authz.Organizations.Snapshots;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Tests.Reloading;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Grpc.Core;
using static Authz.Sidecar.Tests.Reloading.OrganizationFolder;

namespace Authz.Sidecar.Tests.Authorization;

public sealed class PolicyPinsTests : IDisposable
{
    private const string Unknown = "feedfeedfeedfeed";

    private readonly OrganizationFolder _folder = new OrganizationFolder().Write("organization", "Old");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_so_many_wait_at_the_same_time()
    {
        using var followed = new FollowedOrganization(_folder, TimeProvider.System, "RevisionWait=1m", "Watch=false");
        var pins = new PolicyPins(followed.State, followed.Reloader, TimeProvider.System);
        using var end = new CancellationTokenSource();
        Task<bool>[] waiting = [.. Enumerable.Range(0, RequestLimits.WaitingForRevision).Select(_ => pins.TryReachAsync(Unknown, 1, end.Token))];
        Assert.All(waiting, static w => Assert.False(w.IsCompleted));
        Assert.False(await pins.TryReachAsync(Unknown, 1, CancellationToken.None));
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => pins.ReachAsync(Unknown, 1, CancellationToken.None))).StatusCode);
        Task<bool> served = pins.TryReachAsync(followed.State.Snapshot!.Revision, 1, CancellationToken.None);
        Assert.True(await served);
        await end.CancelAsync();
        foreach (Task<bool> one in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(pins.TryReachAsync(Unknown, 1, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Only_so_much_waits_at_the_same_time()
    {
        using var followed = new FollowedOrganization(_folder, TimeProvider.System, "RevisionWait=1m", "Watch=false");
        var pins = new PolicyPins(followed.State, followed.Reloader, TimeProvider.System);
        using var end = new CancellationTokenSource();
        Task<bool> large = pins.TryReachAsync(Unknown, RequestLimits.WaitingBytes - 10, end.Token);
        Assert.False(large.IsCompleted);
        Assert.False(await pins.TryReachAsync(Unknown, 11, CancellationToken.None));
        Task<bool> small = pins.TryReachAsync(Unknown, 10, end.Token);
        Assert.False(small.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => small);
        Assert.False(pins.TryReachAsync(Unknown, RequestLimits.WaitingBytes, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public void Without_patience_nobody_waits()
    {
        using var followed = new FollowedOrganization(_folder, TimeProvider.System, "RevisionWait=0s", "Watch=false");
        var pins = new PolicyPins(followed.State, followed.Reloader, TimeProvider.System);
        Task<bool> answer = pins.TryReachAsync(Unknown, 1, CancellationToken.None);
        Assert.True(answer.IsCompletedSuccessfully);
        Assert.True(pins.HasReached(""));
        Assert.False(pins.HasReached(Unknown));
    }

    [Fact]
    public void Nothing_is_pinned_when_the_organization_has_expired()
    {
        var clock = new ManualClock();
        using var followed = new FollowedOrganization(_folder, clock, "MaxStaleness=1m");
        var pins = new PolicyPins(followed.State, followed.Reloader, clock);
        Assert.NotNull(pins.Pin().Pinned);
        _folder.WriteFile($"organization/{Roles}/Old.json", "{");
        followed.State.Take(followed.Source.Load().Result);
        Assert.NotNull(pins.Pin().Pinned);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(pins.Pin().Pinned);
        Assert.Equal(AuthorizationReason.PoliciesStale, pins.Pin().Refusal.Reason);
        Assert.False(pins.Pin().Refusal.IsAllowed);
    }

    [Fact]
    public async Task What_is_pinned_after_a_revision_was_reached_is_that_one_or_a_later_one()
    {
        using var followed = new FollowedOrganization(_folder, TimeProvider.System, "Watch=false", "RevisionWait=30s");
        var pins = new PolicyPins(followed.State, followed.Reloader, TimeProvider.System);
        Organizations.Organization organization = followed.State.Snapshot!.Organization;
        const int Count = 2_000;
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 1; i <= Count; i += 7)
            {
                await pins.ReachAsync($"{i}", 1, CancellationToken.None);
                Assert.True(int.Parse(pins.Pin().Pinned!.Value.Snapshot.Revision, null) >= i);
            }
        }))];
        Task writer = Task.Run(() =>
        {
            // no more than are remembered before the slowest reader comes by
            for (var i = 1; i <= Count; i++)
            {
                followed.State.Take(new LoadResult(new Snapshot(organization, $"{i}", DateTimeOffset.UnixEpoch), []));
                if (i % 20 == 0) Thread.Sleep(1);
            }
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll([writer, .. readers]);
    }
}
