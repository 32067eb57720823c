using Authz.Sidecar.Audit;
using Authz.Sidecar.Tests.Reloading;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Tests.Audit;

public sealed class DecisionMemoryTests
{
    private static readonly AuditOptions Options = new() { MemoryTime = TimeSpan.FromMinutes(15), MemoryBytes = 1 << 20 };

    [Fact]
    public void The_latest_are_known_and_the_oldest_make_room()
    {
        using var memory = new DecisionMemory(Options, TimeProvider.System);
        for (var i = 0; i < 100_000; i++) memory.Add(Denial((byte)(i % 200), new string('x', 20_000)), null);
        var known = Enumerable.Range(0, 200).Count(i => memory.Find(Records.Id((byte)i).ToString()) is not null);
        // half a mebibyte of denials
        Assert.InRange(known, 5, (1 << 19) / 40_000);
        Assert.NotNull(memory.Find(Records.Id((byte)(99_999 % 200)).ToString()));
    }

    [Fact]
    public void Many_allows_push_out_no_denial()
    {
        using var memory = new DecisionMemory(Options, TimeProvider.System);
        memory.Add(Denial(7, "arn:aws:orders:::x"), null);
        for (var i = 0; i < 100_000; i++) memory.Add(Records.Decision(1, at: TimeProvider.System.GetUtcNow()), null);
        Assert.NotNull(memory.Find(Records.Id(7).ToString()));
    }

    [Fact]
    public void Of_allows_there_are_as_many_in_a_second_as_cost_nothing_to_speak_of_and_denials_are_all_taken()
    {
        using var memory = new DecisionMemory(Options, TimeProvider.System);
        var allows = Enumerable.Range(0, 5_000).Count(_ => memory.Takes(isAllowed: true));
        // a second may begin meanwhile
        Assert.InRange(allows, DecisionMemory.AllowsPerSecond, 2 * DecisionMemory.AllowsPerSecond);
        Assert.All(Enumerable.Range(0, 5_000), _ => Assert.True(memory.Takes(isAllowed: false)));
    }

    [Fact]
    public void Many_at_once_leave_what_they_take_bounded()
    {
        using var memory = new DecisionMemory(Options, TimeProvider.System);
        Parallel.For(0, 50_000, i => memory.Add(Denial((byte)(i % 250), new string('x', i % 3000)), null));
        memory.Add(Denial(251, "arn:aws:orders:::x"), null);
        Assert.NotNull(memory.Find(Records.Id(251).ToString()));
    }

    [Fact]
    public void Nothing_is_taken_when_nothing_is_to_be_remembered()
    {
        using var memory = new DecisionMemory(Options with { MemoryTime = TimeSpan.Zero }, TimeProvider.System);
        Assert.False(memory.Takes(isAllowed: false));
    }

    [Fact]
    public void What_is_too_old_is_not_known()
    {
        var clock = new ManualClock();
        using var memory = new DecisionMemory(Options, clock);
        memory.Add(Records.Decision(1, AuthorizationReason.ImplicitDeny, at: clock.GetUtcNow()), null);
        Assert.NotNull(memory.Find(Records.Id(1).ToString()));
        clock.Advance(Options.MemoryTime + TimeSpan.FromSeconds(1));
        Assert.Null(memory.Find(Records.Id(1).ToString()));
    }

    private static DecisionRecord Denial(byte id, string resource) =>
        Records.Decision(id, AuthorizationReason.ImplicitDeny, resource: resource, at: TimeProvider.System.GetUtcNow());
}
