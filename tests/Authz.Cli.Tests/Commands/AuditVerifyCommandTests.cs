using System.Buffers;
using System.Text;
using Authz.Tokens.Storage;

namespace Authz.Cli.Tests.Commands;

public sealed class AuditVerifyCommandTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    private readonly string _directory = Directory.CreateTempSubdirectory("authz-log-").FullName;

    public AuditVerifyCommandTests()
    {
        File.WriteAllBytes(KeyFile, Key);
        var chain = new LineChain(Key);
        for (var file = 1; file <= 3; file++)
        {
            var lines = new ArrayBufferWriter<byte>();
            for (var i = 0; i < 5; i++) chain.Append(Encoding.ASCII.GetBytes($"{{\"file\":{file},\"text\":\"{new string('x', 40_000)}\"}}"), lines);
            File.WriteAllBytes(FileOf(file), lines.WrittenSpan.ToArray());
        }

        Last = chain.Hash;
    }

    private string Last { get; }

    private string KeyFile => Path.Combine(_directory, "chain.key");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_whole_log_is_told_with_its_last_hash()
    {
        Outcome outcome = await VerifyAsync(_directory);
        Assert.Equal((0, $"records:  15, numbers 1 to 15\nlast hash:{Last}\n"), (outcome.Status, outcome.Output.Replace("last hash: ", "last hash:", StringComparison.Ordinal)));
        Assert.Equal(0, (await VerifyAsync(FileOf(1), FileOf(2), FileOf(3))).Status);
        Assert.Equal(0, (await VerifyAsync(_directory, "--expect-hash", Last)).Status);
    }

    [Fact]
    public async Task A_log_may_begin_later_and_its_last_line_may_be_under_way()
    {
        File.Delete(FileOf(1));
        File.AppendAllText(FileOf(3), "{\"half");
        Outcome outcome = await VerifyAsync(_directory);
        Assert.Contains("10, numbers 6 to 15", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public async Task What_was_changed_removed_or_cut_is_told_with_file_and_line()
    {
        var text = await File.ReadAllTextAsync(FileOf(2), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(FileOf(2), text.Replace("\"file\":2", "\"file\":9", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await AssertNotWholeAsync($"{FileOf(2)}:1: the record was changed", _directory);
        await File.WriteAllTextAsync(FileOf(2), text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], TestContext.Current.CancellationToken);
        await AssertNotWholeAsync($"{FileOf(2)}:1: the record has the number 7", _directory);
        await File.WriteAllTextAsync(FileOf(2), text[..^5], TestContext.Current.CancellationToken);
        await AssertNotWholeAsync($"{FileOf(2)}:5: the record is cut off", _directory);
        File.Delete(FileOf(2));
        await AssertNotWholeAsync($"{FileOf(3)}:1: the record has the number 11", _directory);
        File.Delete(FileOf(3));
        // the end can be removed without a trace, but for who knows a hash
        Assert.Equal(0, (await VerifyAsync(_directory)).Status);
        await AssertNotWholeAsync("no record has the hash", _directory, "--expect-hash", Last);
        File.Delete(FileOf(1));
        await AssertNotWholeAsync("there is no record", _directory);
    }

    [Fact]
    public async Task Another_key_and_none_do_not_fit()
    {
        await File.WriteAllBytesAsync(KeyFile, new byte[32], TestContext.Current.CancellationToken);
        await AssertNotWholeAsync("under this key", _directory);
        Assert.Equal(1, (await new Tool().RunAsync("audit", "verify", _directory)).Status);
    }

    [Theory]
    [InlineData("--expect-hash", "x")]
    [InlineData("--expect-hash", "00000000000000000000000000000000000000000000000000000000000000ZZ")]
    [InlineData("--key-file", "/dev/null")]
    [InlineData("--key-file", "/does/not/exist")]
    public async Task What_cannot_be_meant_is_an_error(string option, string value) =>
        Assert.Equal(2, (await new Tool().RunAsync("audit", "verify", _directory, option, value)).Status);

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error() => Assert.Equal(2, (await new Tool().RunAsync("audit", "verify", Path.Combine(_directory, "nothing"))).Status);

    private async Task AssertNotWholeAsync(string expected, params string[] args)
    {
        Outcome outcome = await VerifyAsync(args);
        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("not whole: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    private Task<Outcome> VerifyAsync(params string[] args) => new Tool().RunAsync(["audit", "verify", .. args, "--key-file", KeyFile]);

    private string FileOf(int number) => JournalFiles.PathOf(_directory, number);
}
