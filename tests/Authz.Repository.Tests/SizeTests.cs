namespace Authz.Repository.Tests;

public sealed class SizeTests
{
    private const int Longest = 400;

    [Fact]
    public void No_file_is_two_files() =>
        Repository.AssertNone(
            from file in Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs"))
            let lines = Repository.ReadLines(file).Length
            where lines > Longest
            select $"{file}: {lines} lines",
            $"a file of more than {Longest} lines is two files");

    [Fact]
    public void Most_files_are_small()
    {
        var sizes = Repository.Files("src", ".cs").Select(file => Repository.ReadLines(file).Length).Order().ToArray();
        Assert.True(Percentile(sizes, 50) < 100, $"half of the files have {Percentile(sizes, 50)} lines or more; aim at less than 60");
        Assert.True(Percentile(sizes, 90) < 250, $"a tenth of the files have {Percentile(sizes, 90)} lines or more; aim at less than 200");
    }

    private static int Percentile(int[] sorted, int percent) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
}
