using static Authz.Sidecar.Tests.Reloading.OrganizationFolder;

namespace Authz.Sidecar.Tests.Reloading;

/// <summary>Every kind of change becomes active without a call, by what the operating system reports alone.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly Dictionary<string, (Action<OrganizationFolder> Prepare, Action<OrganizationFolder> Change)> Changes = new()
    {
        ["created"] = (Plain, static f => f.WriteFile($"organization/{Roles}/New.json", Role("New"))),
        ["written"] = (Plain, static f => f.WriteFile($"organization/{Roles}/Old.json", Role("New"))),
        ["renamed over"] = (Plain, static f =>
        {
            f.WriteFile($"organization/{Roles}/.Old.json.part", Role("New"));
            f.Rename($"organization/{Roles}/.Old.json.part", $"organization/{Roles}/Old.json");
        }
        ),
        ["renamed in"] = (Plain, static f =>
        {
            f.WriteFile("elsewhere.json", Role("New"));
            f.Rename("elsewhere.json", $"organization/{Roles}/New.json");
        }
        ),
        ["new directory"] = (static f => f.Write("organization"), static f => f.WriteFile($"organization/{Roles}/New.json", Role("New"))),
        ["directory renamed in"] = (static f => f.Write("organization").Write("spare", "New"),
            static f => f.Move($"spare/{Roles}", $"organization/{Roles}")),
        ["file in a directory renamed in"] = (static f => f.Write("organization").Write("spare", "Old"), static f =>
        {
            f.Move($"spare/{Roles}", $"organization/{Roles}");
            f.WriteFile($"organization/{Roles}/New.json", Role("New"));
        }
        ),
        ["volume"] = (static f => f.Mount("organization", "..1", "Old"), static f =>
        {
            f.Mount("organization", "..2", "New");
            Directory.Delete(f.In("organization/..1"), recursive: true);
        }
        ),
        ["volume in a directory"] = (static f =>
        {
            f.Write("organization");
            MountRoles(f, "..1", "Old");
        }, static f => MountRoles(f, "..2", "New")),
        ["root replaced"] = (static f => f.Write("organization", "Old").Write("next", "New"), static f =>
        {
            f.Move("organization", "before");
            f.Move("next", "organization");
        }
        ),
        ["file in a root replaced before"] = (static f => f.Write("organization", "Old").Write("next", "Old"), static f =>
        {
            f.Move("organization", "before");
            f.Move("next", "organization");
            f.WriteFile($"organization/{Roles}/New.json", Role("New"));
        }
        ),
        ["root link swapped"] = (static f =>
        {
            f.Write("releases/1", "Old").Write("releases/2", "New");
            f.Swap("organization", "releases/1");
        }, static f => f.Swap("organization", "releases/2")),
        ["behind a root link"] = (static f =>
        {
            f.Write("releases/1", "Old");
            f.Swap("organization", f.In("releases/1"));
        }, static f => f.WriteFile($"releases/1/{Roles}/New.json", Role("New"))),
        ["target of a root link replaced"] = (static f =>
        {
            f.Write("releases/1", "Old").Write("releases/2", "New");
            f.Swap("organization", "releases/1");
        }, static f =>
        {
            f.Move("releases/1", "before");
            f.Move("releases/2", "releases/1");
        }
        ),
    };

    private readonly OrganizationFolder _folder = new();

    public static TheoryData<string, bool> Kinds => [.. Changes.Keys.SelectMany(static kind => new[] { (kind, false), (kind, true) })];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void A_change_becomes_active(string kind, bool isPolledToo)
    {
        Changes[kind].Prepare(_folder);
        using var followed = FollowedOrganization.Start(_folder, isPolledToo ? "PollInterval=100ms" : FollowedOrganization.OnlyHints);
        Assert.False(followed.Has("New"));
        Changes[kind].Change(_folder);
        FollowedOrganization.Until(() => followed.Has("New") && !followed.State.IsStale, kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_deleted_is_gone(bool isDirectory)
    {
        _folder.Write("organization", "Old", "Other");
        using var followed = FollowedOrganization.Start(_folder, FollowedOrganization.OnlyHints);
        if (isDirectory) _folder.Move($"organization/{Roles}", "before");
        else File.Delete(_folder.In($"organization/{Roles}/Old.json"));
        FollowedOrganization.Until(() => !followed.Has("Old"), "deleted");
        Assert.Equal(!isDirectory, followed.Has("Other"));
    }

    [Fact]
    public void A_directory_that_vanishes_leaves_what_serves_until_it_comes_back()
    {
        _folder.Write("organization", "Old");
        using var followed = FollowedOrganization.Start(_folder, FollowedOrganization.OnlyHints);
        _folder.Move("organization", "before");
        FollowedOrganization.Until(() => followed.State.IsStale, "vanished");
        Assert.True(followed.Has("Old"));
        _folder.Move("before", "organization");
        FollowedOrganization.Until(() => !followed.State.IsStale, "back");
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        FollowedOrganization.Until(() => followed.Has("New"), "watched again");
    }

    [Fact]
    public void What_editors_leave_behind_is_not_looked_at()
    {
        _folder.Write("organization", "Old");
        using var followed = FollowedOrganization.Start(_folder, FollowedOrganization.OnlyHints);
        var served = followed.State.Snapshot;
        foreach (var name in new[] { ".Old.json.swp", "Old.json~", ".#Old.json", ".Old.json.part" })
        {
            _folder.WriteFile($"organization/{Roles}/{name}", "{ half a");
            File.Delete(_folder.In($"organization/{Roles}/{name}"));
            _folder.WriteFile($"organization/{Roles}/{name}", "{ half a");
        }

        Assert.False(followed.Source.HasChanged());
        // this change is seen after those before it
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        // the snapshot serves a moment before the log says so
        FollowedOrganization.Until(() => followed.Has("New") && followed.Logged(10).Count > 0, "a real change");
        Assert.Single(followed.Logged(10));
        Assert.Empty(followed.Logged(11));
        Assert.NotSame(served, followed.State.Snapshot);
    }

    [Fact]
    public async Task A_steady_stream_of_writes_does_not_put_a_change_off_for_ever()
    {
        _folder.Write("organization", "Old");
        using var followed = FollowedOrganization.Start(_folder, FollowedOrganization.OnlyHints);
        using var end = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                _folder.WriteFile("stream.json", Role($"Stream{i}"));
                _folder.Rename("stream.json", $"organization/{Roles}/Stream.json");
                Thread.Sleep(2);
            }
        }, TestContext.Current.CancellationToken);
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        FollowedOrganization.Until(() => followed.Has("New"), "beside the stream");
        await end.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task Without_watching_only_a_call_loads()
    {
        _folder.Write("organization", "Old");
        using var followed = FollowedOrganization.Start(_folder, "Watch=false", "PollInterval=100ms");
        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        followed.Reloader.Look();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(followed.Has("New"));
        await followed.Reloader.ReloadAsync();
        Assert.True(followed.Has("New"));
    }

    private static void Plain(OrganizationFolder folder) => folder.Write("organization", "Old");

    private static void MountRoles(OrganizationFolder folder, string version, string role)
    {
        folder.WriteFile($"organization/{Roles}/{version}/{role}.json", Role(role));
        folder.Swap($"organization/{Roles}/..data", version);
        folder.Swap($"organization/{Roles}/Role.json", $"..data/{role}.json");
    }
}
