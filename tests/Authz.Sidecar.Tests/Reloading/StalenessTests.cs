using Authz.Protocol.V1;
using Authz.Sidecar.Administration;
using Authz.Sidecar.Reloading;
using Google.Protobuf.WellKnownTypes;
using static Authz.Sidecar.Tests.Reloading.OrganizationFolder;

namespace Authz.Sidecar.Tests.Reloading;

public sealed class StalenessTests : IDisposable
{
    private readonly OrganizationFolder _folder = new OrganizationFolder().Write("organization", "Old");
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stale_organization_expires_when_the_settings_say_so_and_a_good_load_ends_it()
    {
        using var followed = new FollowedOrganization(_folder, _clock, "MaxStaleness=10m");
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((ServingState.Ready, null), Status(followed));
        DateTimeOffset staleSince = _clock.GetUtcNow();
        Load(followed, "{");
        _clock.Advance(TimeSpan.FromMinutes(7));
        Load(followed, "{ \"RoleName\": 1 }");
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((ServingState.Stale, staleSince), Status(followed));
        Assert.True(followed.State.IsReady);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((ServingState.Expired, staleSince), Status(followed));
        Assert.False(followed.State.IsReady);
        Assert.Equal(Timestamp.FromDateTimeOffset(staleSince.AddMinutes(10)), StatusWriter.Write(followed.State).ExpiresAt);
        Load(followed, Role("Old"));
        Assert.Equal((ServingState.Ready, null), Status(followed));
        Assert.True(followed.State.IsReady);
    }

    [Fact]
    public void Without_the_setting_an_old_organization_serves_for_ever()
    {
        using var followed = new FollowedOrganization(_folder, _clock);
        Load(followed, "{");
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(ServingState.Stale, Status(followed).State);
        Assert.Null(StatusWriter.Write(followed.State).ExpiresAt);
        Assert.True(followed.State.IsReady);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_clock_that_is_set_back_does_not_keep_old_policies_in_force(bool isSetBack)
    {
        using var followed = new FollowedOrganization(_folder, _clock, "MaxStaleness=10m");
        Load(followed, "{");
        if (isSetBack) _clock.SetBack(TimeSpan.FromHours(5));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True(followed.State.IsExpired);
    }

    [Fact]
    public void The_status_says_when_a_load_was_last_tried_and_what_it_found()
    {
        using var followed = new FollowedOrganization(_folder, _clock);
        DateTimeOffset loaded = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Load(followed, "{");
        GetStatusResponse status = StatusWriter.Write(followed.State);
        Assert.Equal(followed.State.Snapshot!.Revision, status.PolicyRevision);
        Assert.Equal(Timestamp.FromDateTimeOffset(loaded), status.LoadedAt);
        Assert.Equal(Timestamp.FromDateTimeOffset(loaded.AddMinutes(1)), status.LastLoadAt);
        Assert.Equal($"{Roles}/Old.json", Assert.Single(status.Diagnostics).File);
        Assert.Equal(0, status.DiagnosticsLeftOut);
    }

    private void Load(FollowedOrganization followed, string role)
    {
        _folder.WriteFile($"organization/{Roles}/Old.json", role);
        LoadedFiles loaded = followed.Source.Load();
        Assert.True(loaded.IsNew);
        followed.State.Take(loaded.Result);
    }

    private static (ServingState State, DateTimeOffset? Since) Status(FollowedOrganization followed)
    {
        GetStatusResponse status = StatusWriter.Write(followed.State);
        return (status.State, status.StaleSince?.ToDateTimeOffset());
    }
}
