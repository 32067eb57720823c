using System.Diagnostics;
using Authz.Organizations.Files;
using static Authz.Sidecar.Tests.Reloading.OrganizationFolder;

namespace Authz.Sidecar.Tests.Reloading;

/// <summary>Changes that are easily missed.</summary>
public sealed class MissedChangeTests : IDisposable
{
    private readonly OrganizationFolder _folder = new OrganizationFolder().Write("organization", "Old");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_faulty_file_that_is_touched_while_it_is_loaded_is_told()
    {
        using var followed = FollowedOrganization.Start(_folder, "PollInterval=200ms");
        var file = _folder.In($"organization/{Roles}/Old.json");
        _folder.WriteFile($"organization/{Roles}/Old.json", "{");
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 600) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddTicks(Stopwatch.GetTimestamp()));
        FollowedOrganization.Until(() => followed.State.IsStale && followed.Logged(11).Count > 0, "told");
    }

    [Fact]
    public void What_a_bug_left_behind_ends_when_the_directory_is_as_it_was()
    {
        using var followed = FollowedOrganization.Start(_folder, "PollInterval=100ms");
        followed.FailAt(10);
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        FollowedOrganization.Until(() => followed.State.IsStale, "broken");
        File.Delete(_folder.In($"organization/{Roles}/New.json"));
        followed.FailAt(0);
        FollowedOrganization.Until(() => !followed.State.IsStale && !followed.Has("New"), "mended");
    }

    [Fact]
    public void A_directory_that_is_made_anew_is_watched()
    {
        using var followed = FollowedOrganization.Start(_folder, FollowedOrganization.OnlyHints);
        for (var i = 0; i < 5; i++)
        {
            Directory.Delete(_folder.In("organization"), recursive: true);
            _folder.Write("organization", $"Root{i}");
            FollowedOrganization.Until(() => followed.Has($"Root{i}"), "made anew");
            _folder.WriteFile($"organization/{Roles}/New{i}.json", Role($"New{i}"));
            FollowedOrganization.Until(() => followed.Has($"New{i}"), "written into it");
        }
    }

    [Theory]
    [InlineData("link/", "link", "organization", "other")]
    [InlineData("link", "link", "organization", "other")]
    [InlineData("current/organization", "current", "releases/1", "releases/2")]
    public void A_swapped_link_is_hinted_wherever_it_stands_on_the_way(string path, string link, string before, string after)
    {
        _folder.Write("other", "New").Write("releases/1/organization", "Old").Write("releases/2/organization", "New");
        _folder.Swap(link, before);
        var count = 0;
        using var hints = new DirectoryHints(Path.Join(_folder.In(""), path), () => Interlocked.Increment(ref count));
        hints.Arm();
        _folder.Swap(link, after);
        FollowedOrganization.Until(() => Volatile.Read(ref count) > 0, "hinted");
    }

    [Fact]
    public async Task A_call_that_was_taken_when_the_sidecar_stops_ends()
    {
        for (var i = 0; i < 50; i++)
        {
            using var followed = FollowedOrganization.Start(_folder, "Watch=false");
            Task call = followed.Reloader.ReloadAsync();
            await followed.Reloader.StopAsync(TestContext.Current.CancellationToken);
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            Assert.True(call.IsCompleted);
        }
    }

    [Fact]
    public async Task An_organization_without_the_sidecars_own_region_never_replaces_one_with_it()
    {
        using var followed = FollowedOrganization.Start(_folder, "Watch=false");
        var file = _folder.In("organization/organization.json");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var end = text.LastIndexOf('}');
        await File.WriteAllTextAsync(file, $"{text[..end]}, \"Regions\": {{ \"EnabledByDefault\": [\"eu-west-1\"], \"OptIn\": [] }} }}", TestContext.Current.CancellationToken);
        Assert.Null((await followed.Reloader.ReloadAsync()).Snapshot);
        Assert.True(followed.State.IsStale);
        Assert.Contains(followed.State.LastLoad.Diagnostics, static d => d.Message.Contains("`Authz:Region` is `us-east-1`", StringComparison.Ordinal));
    }
}
