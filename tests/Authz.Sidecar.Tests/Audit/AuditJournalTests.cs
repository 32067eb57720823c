using System.Text;
using Authz.Sidecar.Audit;
using Authz.Tokens.Storage;

namespace Authz.Sidecar.Tests.Audit;

public sealed class AuditJournalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("authz-log-").FullName;

    private AuditOptions Options => new() { Directory = _directory, FileSize = 1000, FileCount = 3 };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_added_is_in_the_file_and_then_on_the_disk()
    {
        using var journal = AuditJournal.Open(Options);
        journal.Append("{\"a\":1}\n{\"a\":2}\n"u8);
        Assert.Equal(2, Lines().Count);
        await journal.FlushAsync();
        await journal.FlushAsync();
        Assert.Equal(LineChain.ReadLink(Encoding.UTF8.GetBytes(Lines()[^1])), journal.Head with { Previous = LineChain.ReadLink(Encoding.UTF8.GetBytes(Lines()[^1]))!.Previous });
    }

    [Theory]
    [InlineData("{\"half")]
    [InlineData("x")]
    [InlineData("")]
    public void What_a_crash_cut_off_is_cut_off_and_the_chain_goes_on(string torn)
    {
        using (var journal = AuditJournal.Open(Options)) journal.Append("{\"a\":1}\n"u8);
        File.AppendAllText(JournalFiles.PathOf(_directory, 1), torn);
        using (var journal = AuditJournal.Open(Options)) journal.Append("{\"a\":2}\n"u8);
        AssertWhole(2);
    }

    [Fact]
    public void A_damaged_end_is_not_written_on()
    {
        using (var journal = AuditJournal.Open(Options)) journal.Append("{\"a\":1}\n"u8);
        File.AppendAllText(JournalFiles.PathOf(_directory, 1), "no record\n");
        Assert.Contains("authz audit verify", Assert.Throws<IOException>(() => AuditJournal.Open(Options)).Message, StringComparison.Ordinal);
        // and what refused to open it does not keep it
        File.WriteAllText(JournalFiles.PathOf(_directory, 1), "");
        AuditJournal.Open(Options).Dispose();
    }

    [Fact]
    public void Full_files_are_followed_by_others_and_the_oldest_are_deleted()
    {
        using (var journal = AuditJournal.Open(Options))
        {
            for (var i = 0; i < 60; i++) journal.Append("{\"number\":1}\n"u8);
        }

        IReadOnlyList<long> numbers = JournalFiles.Numbers(_directory);
        Assert.Equal(3, numbers.Count);
        Assert.True(numbers[0] > 1);
        AssertWhole(Lines().Count);
        using (var journal = AuditJournal.Open(Options)) journal.Append("{\"a\":2}\n"u8);
        Assert.Equal(61, LineChain.ReadLink(Encoding.UTF8.GetBytes(Lines()[^1]))!.Sequence);
    }

    [Fact]
    public void What_may_not_be_deleted_yet_is_not()
    {
        using var journal = AuditJournal.Open(Options);
        journal.MayDelete = static number => number < 2;
        for (var i = 0; i < 60; i++) journal.Append("{\"number\":1}\n"u8);
        Assert.Equal(2, JournalFiles.Numbers(_directory)[0]);
        Assert.True(JournalFiles.Numbers(_directory).Count > 3);
    }

    [Fact]
    public void One_process_writes_a_directory()
    {
        using var journal = AuditJournal.Open(Options);
        Assert.Contains("another process", Assert.Throws<IOException>(() => AuditJournal.Open(Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_are_one_chain_and_each_waits_for_its_own()
    {
        using (var journal = AuditJournal.Open(Options with { FileSize = 20_000, FileCount = 1000 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    journal.Append(Encoding.ASCII.GetBytes($"{{\"thread\":{thread},\"number\":{i}}}\n"));
                    await journal.FlushAsync();
                }
            })));
        }

        AssertWhole(16 * 50);
    }

    [Fact]
    public void After_its_end_nothing_is_taken()
    {
        var journal = AuditJournal.Open(Options);
        journal.Dispose();
        Assert.Throws<IOException>(() => journal.Append("{\"a\":1}\n"u8));
    }

    [Fact]
    public void Nobody_else_may_read_the_files()
    {
        using var journal = AuditJournal.Open(Options);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(JournalFiles.PathOf(_directory, 1)));
    }

    private void AssertWhole(int count)
    {
        var chain = new LineChain(null);
        List<string> lines = Lines();
        Assert.Equal(count, lines.Count);
        for (var i = 0; i < count; i++) Assert.Null(chain.Check(Encoding.UTF8.GetBytes(lines[i]), i == 0));
    }

    private List<string> Lines()
    {
        var lines = new List<string>();
        foreach (var number in JournalFiles.Numbers(_directory))
        {
            using var file = new FileStream(JournalFiles.PathOf(_directory, number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            while (reader.ReadLine() is { } line) lines.Add(line);
        }

        return lines;
    }
}
