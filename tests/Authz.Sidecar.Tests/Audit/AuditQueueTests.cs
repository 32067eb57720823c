using System.Text;
using Authz.Sidecar.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Sidecar.Tests.Audit;

public sealed class AuditQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AuditCounts _counts = new();

    [Fact]
    public void Records_are_written_in_order_also_those_that_wait_at_the_end()
    {
        using var target = new Target();
        using (AuditQueue queue = Queue(target))
        {
            for (byte i = 1; i <= 200; i++) queue.Add(Records.Decision(i));
        }

        var lines = target.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(200, lines.Length);
        for (var i = 0; i < lines.Length; i++) Assert.Contains($"\"eventID\":\"{i + 1:x32}\"", lines[i], StringComparison.Ordinal);
        Assert.Equal((200, 0, 0), (_counts.Recorded, _counts.QueueFull, _counts.WriteFailed));
    }

    [Fact]
    public void A_target_that_hangs_delays_nobody_and_what_finds_no_room_is_counted()
    {
        using var target = new Target();
        target.Gate.Reset();
        using AuditQueue queue = Queue(target);
        var count = 3 * Options.QueueBytes / Records.Decision().Size;
        for (var i = 0; i < count; i++) queue.Add(Records.Decision());
        Assert.True(_counts.QueueFull > 0);
        Assert.InRange(queue.Bytes, 1, Options.QueueBytes);
        target.Gate.Set();
        Assert.True(SpinWait.SpinUntil(() => queue.Bytes == 0, Patience));
        // nothing is counted twice, nothing is lost uncounted
        Assert.Equal(count, _counts.Recorded + _counts.QueueFull);
        queue.Add(Records.Decision());
        Assert.True(SpinWait.SpinUntil(() => _counts.Recorded + _counts.QueueFull == count + 1, Patience));
    }

    [Fact]
    public void What_cannot_be_written_is_counted_and_what_follows_is_written()
    {
        using var target = new Target { IsBroken = true };
        using AuditQueue queue = Queue(target);
        queue.Add(Records.Decision());
        Assert.True(SpinWait.SpinUntil(() => _counts.WriteFailed == 1, Patience));
        target.IsBroken = false;
        queue.Add(Records.Decision());
        Assert.True(SpinWait.SpinUntil(() => _counts.Recorded == 1, Patience));
    }

    private static AuditOptions Options => new() { QueueBytes = 1 << 20 };

    private AuditQueue Queue(Target target) => new(Options, RecordFormat.Of(Options), [target], _counts, TimeProvider.System, NullLogger.Instance);

    private sealed class Target : IRecordTarget, IDisposable
    {
        private readonly StringBuilder _text = new();

        public ManualResetEventSlim Gate { get; } = new(true);

        public volatile bool IsBroken;

        public string Text => _text.ToString();

        public void Write(ReadOnlySpan<byte> lines)
        {
            Gate.Wait();
            if (IsBroken) throw new IOException("broken");
            _text.Append(Encoding.UTF8.GetString(lines));
        }

        public void Dispose() => Gate.Dispose();
    }
}
