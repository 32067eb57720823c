using System.Text;
using Authz.Sidecar.Audit;
using Authz.Tokens.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Sidecar.Tests.Audit;

public sealed class JournalFollowerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("authz-log-").FullName;

    private AuditOptions Options => new() { Directory = _directory, FileSize = 2000, FileCount = 1000 };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Everything_is_handed_over_in_order_across_files_and_restarts_and_failures()
    {
        var target = new Target();
        using var journal = AuditJournal.Open(Options);
        var sent = 0;
        for (var run = 1; run <= 3; run++)
        {
            target.IsBroken = run == 2;
            using var follower = new JournalFollower(_directory, "test", target, TimeProvider.System, NullLogger.Instance);
            for (var i = 0; i < 40; i++) journal.Append(Encoding.ASCII.GetBytes($"{{\"number\":{++sent}}}\n"));
            if (run != 2) Assert.True(SpinWait.SpinUntil(() => target.Count >= sent, Patience));
        }

        Assert.Equal(Enumerable.Range(1, sent), target.Numbers);
        Assert.True(JournalFiles.Numbers(_directory).Count > 2);
    }

    [Fact]
    public void What_was_not_handed_over_is_not_past()
    {
        var target = new Target { IsBroken = true };
        using var journal = AuditJournal.Open(Options);
        using var follower = new JournalFollower(_directory, "test", target, TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < 40; i++) journal.Append("{\"number\":1}\n"u8);
        Assert.False(follower.IsPast(1));
        target.IsBroken = false;
        Assert.True(SpinWait.SpinUntil(() => follower.IsPast(1), Patience));
    }

    private sealed class Target : IRecordTarget
    {
        private readonly List<int> _numbers = [];

        public volatile bool IsBroken;

        public int Count
        {
            get
            {
                lock (_numbers) return _numbers.Count;
            }
        }

        public int[] Numbers
        {
            get
            {
                lock (_numbers) return [.. _numbers];
            }
        }

        public void Write(ReadOnlySpan<byte> lines)
        {
            if (IsBroken) throw new IOException("broken");
            lock (_numbers)
            {
                foreach (var line in Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    _numbers.Add(System.Text.Json.JsonDocument.Parse(line).RootElement.EnumerateObject().First().Value.GetInt32());
            }
        }
    }
}
