using System.Text.RegularExpressions;

namespace Authz.Repository.Tests;

public sealed class TextTests
{
    // put together here, so that this file does not find itself
    private static readonly string Markers = $@"\b({string.Join('|', "TO" + "DO", "FIX" + "ME", "HA" + "CK", "X" + "XX")})\b";
    private static readonly string MachinePaths = $"(?<![A-Za-z0-9_.$}}~/-])/({string.Join('|', "wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me")})/";

    private static readonly string[] Texts =
        [".cs", ".csproj", ".props", ".targets", ".proto", ".md", ".json", ".jsonl", ".yaml", ".yml", ".txt", ".sh", ".tpl", ""];

    [Fact]
    public void Nothing_is_left_for_later() => AssertAbsent(Markers, "finish it, or open an issue");

    [Fact]
    public void No_path_of_somebodys_machine() => AssertAbsent(MachinePaths, "absolute paths exist on one machine only");

    [Theory]
    [InlineData("// TO" + "DO: later", true)]
    [InlineData("TODOS", false)]
    public void Markers_are_words(string text, bool found) => Assert.Equal(found, Regex.IsMatch(text, Markers));

    [Theory]
    [InlineData("cd /ho" + "me/ana", true)]
    [InlineData("\"/ro" + "ot/x\"", true)]
    [InlineData("https://example.com/home/x", false)]
    [InlineData("src/root/x", false)]
    public void Machine_paths_are_absolute(string text, bool found) => Assert.Equal(found, Regex.IsMatch(text, MachinePaths));

    private static void AssertAbsent(string pattern, string rule)
    {
        var regex = new Regex(pattern);
        Repository.AssertNone(
            from file in Repository.Files("", Texts)
            from line in Repository.ReadLines(file).Index()
            where regex.IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}",
            rule);
    }
}
