namespace Authz.Protocol.Tests;

public sealed class DocumentationTests
{
    private static readonly string[] Undocumented = ["syntax ", "package ", "import ", "option ", "reserved ", "}", "//"];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(RepositoryRoot.Protos, "*.proto", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RepositoryRoot.Protos, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_declaration_has_a_comment_before_it(string file)
    {
        var bare = Bare(File.ReadAllLines(Path.Combine(RepositoryRoot.Protos, file)));
        Assert.True(bare.Count == 0, $"{file}: no comment before\n{string.Join('\n', bare)}");
    }

    [Fact]
    public void A_bare_declaration_is_found()
    {
        string[] lines = ["syntax = \"proto3\";", "// A message.", "message A {", "  // A field.", "  string b = 1;", "  string c = 2;", "}", "enum E {"];
        Assert.Equal(["6: string c = 2;", "8: enum E {"], Bare(lines));
    }

    private static List<string> Bare(string[] lines)
    {
        var bare = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || Undocumented.Any(start => line.StartsWith(start, StringComparison.Ordinal))) continue;
            if (i == 0 || !lines[i - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal)) bare.Add($"{i + 1}: {line}");
        }
        return bare;
    }
}
