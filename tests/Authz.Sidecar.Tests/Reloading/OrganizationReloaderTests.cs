using Authz.Organizations.Snapshots;
using static Authz.Sidecar.Tests.Reloading.OrganizationFolder;

namespace Authz.Sidecar.Tests.Reloading;

public sealed class OrganizationReloaderTests : IDisposable
{
    private readonly OrganizationFolder _folder = new OrganizationFolder().Write("organization", "Old");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_faulty_change_never_replaces_a_good_snapshot()
    {
        using var followed = FollowedOrganization.Start(_folder, FollowedOrganization.OnlyHints);
        Snapshot served = followed.State.Snapshot!;
        _folder.WriteFile($"organization/{Roles}/New.json", "{ \"RoleName\": 1 }");
        FollowedOrganization.Until(() => followed.State.IsStale, "faulty");
        Assert.Same(served, followed.State.Snapshot);
        Assert.Contains(followed.State.LastLoad.Diagnostics, static d => d.Source == $"{Roles}/New.json");
        FollowedOrganization.Until(() => followed.Logged(11).Count > 0, "said so");
        Assert.Contains($"{Roles}/New.json:1", followed.Logged(11)[0], StringComparison.Ordinal);
        Assert.Contains(served.Revision, followed.Logged(11)[0], StringComparison.Ordinal);
        Assert.Empty(followed.Logged(12));
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        FollowedOrganization.Until(() => followed.Logged(12).Count == 1, "mended");
        Assert.True(followed.Has("New"));
        FollowedOrganization.Until(() => followed.Logged(10).Count == 1, "published");
    }

    [Fact]
    public async Task Going_back_to_what_serves_ends_the_fault_and_publishes_nothing()
    {
        using var followed = FollowedOrganization.Start(_folder, "Watch=false");
        Snapshot served = followed.State.Snapshot!;
        _folder.WriteFile($"organization/{Roles}/Old.json", "{");
        Assert.Null((await followed.Reloader.ReloadAsync()).Snapshot);
        Assert.True(followed.State.IsStale);
        _folder.WriteFile($"organization/{Roles}/Old.json", Role("Old"));
        Assert.NotNull((await followed.Reloader.ReloadAsync()).Snapshot);
        Assert.False(followed.State.IsStale);
        Assert.Same(served, followed.State.Snapshot);
        Assert.Empty(followed.Logged(10));
    }

    [Fact]
    public async Task The_same_content_is_published_once()
    {
        using var followed = FollowedOrganization.Start(_folder, "PollInterval=100ms");
        Snapshot served = followed.State.Snapshot!;
        File.SetLastWriteTimeUtc(_folder.In($"organization/{Roles}/Old.json"), DateTime.UnixEpoch);
        await followed.Reloader.ReloadAsync();
        _folder.WriteFile($"organization/{Roles}/Old.json", Role("Old"));
        await followed.Reloader.ReloadAsync();
        Assert.Same(served, followed.State.Snapshot);
        Assert.Empty(followed.Logged(10));
    }

    [Fact]
    public async Task A_call_sees_what_was_written_before_it_beside_other_calls()
    {
        using var followed = FollowedOrganization.Start(_folder);
        using var end = new CancellationTokenSource();
        Task[] others = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await followed.Reloader.ReloadAsync();
        }))];
        for (var i = 0; i < 100; i++)
        {
            _folder.WriteFile("next.json", Role($"Role{i}"));
            _folder.Rename("next.json", $"organization/{Roles}/Old.json");
            LoadResult result = await followed.Reloader.ReloadAsync();
            Assert.True(followed.Has($"Role{i}"), $"{i}");
            Assert.NotNull(result.Snapshot);
        }

        await end.CancelAsync();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task Every_load_is_of_one_state_of_a_volume()
    {
        _folder.WriteFile("organization/..none/x", "");
        Directory.Delete(_folder.In("organization"), recursive: true);
        Version(0);
        using var followed = FollowedOrganization.Start(_folder, "PollInterval=100ms");
        for (var i = 1; i < 150; i++)
        {
            Version(i);
            Organizations.Organization seen = followed.State.Snapshot!.Organization;
            Assert.Single(seen.Roles.Select(static r => r.Name[1..]).Distinct());
            Assert.Equal(3, seen.Roles.Count());
        }

        await followed.Reloader.ReloadAsync();
        Assert.True(followed.Has("A149") && followed.Has("B149") && followed.Has("C149"));
        Assert.Empty(followed.Logged(11));

        void Version(int i)
        {
            _folder.Mount("organization", $"..{i}", $"A{i}", $"B{i}", $"C{i}");
            // the version before the last may still be being read, as it may in Kubernetes
            if (i > 1) Directory.Delete(_folder.In($"organization/..{i - 2}"), recursive: true);
        }
    }

    [Fact]
    public async Task A_bug_does_not_end_the_following()
    {
        using var followed = FollowedOrganization.Start(_folder, "Watch=false");
        followed.FailAt(10);
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        await Assert.ThrowsAsync<InvalidOperationException>(followed.Reloader.ReloadAsync);
        Assert.Equal("AZ2006", Assert.Single(followed.State.LastLoad.Diagnostics).Rule.Code);
        FollowedOrganization.Until(() => followed.Logged(13).Count == 1, "said so");
        followed.FailAt(0);
        _folder.WriteFile($"organization/{Roles}/Other.json", Role("Other"));
        await followed.Reloader.ReloadAsync();
        Assert.True(followed.Has("Other") && !followed.State.IsStale);
        Assert.Single(followed.Logged(12));
    }

    [Fact]
    public async Task Calls_end_when_the_sidecar_stops()
    {
        using var followed = FollowedOrganization.Start(_folder);
        await followed.Reloader.StopAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(followed.Reloader.ReloadAsync);
    }
}
