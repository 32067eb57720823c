using Authz.Organizations.Snapshots;

namespace Authz.Organizations.Tests.Snapshots;

public sealed class SnapshotHolderTests
{
    private static readonly Organization Empty = new OrganizationSketch().Read();

    [Fact]
    public void A_revision_is_reached_when_it_serves_and_stays_so()
    {
        var holder = new SnapshotHolder();
        Assert.False(holder.HasReached("a"));
        holder.Publish(Of("a"));
        Assert.True(holder.HasReached("a"));
        Assert.False(holder.HasReached("b"));
        holder.Publish(Of("b"));
        Assert.True(holder.HasReached("a") && holder.HasReached("b"));
        Assert.False(holder.HasReached("A"));
    }

    [Fact]
    public void Only_the_last_publications_are_remembered_and_the_one_that_serves_always_is()
    {
        var holder = new SnapshotHolder();
        holder.Publish(Of("again"));
        holder.Publish(Of("once"));
        holder.Publish(Of("again"));
        for (var i = 0; i < SnapshotHolder.MaxRemembered - 2; i++) holder.Publish(Of($"{i}"));
        Assert.True(holder.HasReached("once") && holder.HasReached("again"));
        holder.Publish(Of("last"));
        Assert.False(holder.HasReached("once"));
        Assert.True(holder.HasReached("again") && holder.HasReached("0"));
        holder.Publish(Of("very last"));
        Assert.False(holder.HasReached("again"));
        Assert.True(holder.HasReached("very last"));
    }

    [Fact]
    public void The_next_publication_ends_the_wait_for_it()
    {
        var holder = new SnapshotHolder();
        Task first = holder.NextPublication;
        Assert.Same(first, holder.NextPublication);
        Assert.False(first.IsCompleted);
        holder.Publish(Of("a"));
        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(holder.NextPublication.IsCompleted);
        Assert.Equal("a", holder.Current!.Revision);
    }

    private static Snapshot Of(string revision) => new(Empty, revision, DateTimeOffset.UnixEpoch);
}
