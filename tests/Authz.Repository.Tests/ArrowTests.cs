using System.Text.RegularExpressions;

namespace Authz.Repository.Tests;

/// <summary>Which project may see which: the table of src/ARCHITECTURE.md. A tenth project needs an ADR, and a line here.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Authz.Protocol"] = [],
        ["Authz.Policies"] = [],
        ["Authz.Engine"] = ["Authz.Policies"],
        ["Authz.Organizations"] = ["Authz.Policies", "Authz.Engine"],
        ["Authz.Tokens"] = ["Authz.Policies"],
        ["Authz.Sts"] = ["Authz.Policies", "Authz.Engine", "Authz.Organizations", "Authz.Tokens"],
        ["Authz.Sidecar"] = ["Authz.Protocol", "Authz.Policies", "Authz.Engine", "Authz.Organizations", "Authz.Tokens", "Authz.Sts"],
        ["Authz.Client"] = ["Authz.Protocol"],
        ["Authz.Cli"] = ["Authz.Client", "Authz.Policies", "Authz.Engine", "Authz.Organizations", "Authz.Tokens", "Authz.Sts"],
    };

    public static TheoryData<string> Projects => [.. MayReference.Keys];

    /// <summary>Below the host nobody knows protobuf, gRPC, ASP.NET Core or logging.</summary>
    public static TheoryData<string> BelowTheHost => ["Authz.Policies", "Authz.Engine", "Authz.Organizations", "Authz.Tokens", "Authz.Sts"];

    [Fact]
    public void There_are_nine_projects() =>
        Assert.Equal(MayReference.Keys.Order(StringComparer.Ordinal), ProjectFile.Below("src").Select(project => project.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string name) =>
        Repository.AssertNone(Project(name).ProjectReferences.Except(MayReference[name], StringComparer.Ordinal), $"{name} must not reference");

    [Theory]
    [InlineData("Authz.Policies")]
    [InlineData("Authz.Engine")]
    public void Policies_and_engine_are_built_from_the_base_class_library(string name) =>
        Repository.AssertNone(Project(name).PackageReferences.Where(package => (string?)package.Attribute("PrivateAssets") != "all")
            .Select(package => $"{package}"), $"{name} takes no packages");

    [Theory]
    [InlineData("Compilation", "Evaluation")]
    [InlineData("Evaluation", "Compilation")]
    public void Compilation_and_evaluation_meet_only_in_programs(string folder, string other) =>
        Repository.AssertNone(Mentions($"src/Authz.Engine/{folder}", $@"\bEngine\.{other}\b|(?<![\w.]){other}\.\w"), $"{folder} must not know {other}");

    [Theory]
    [MemberData(nameof(BelowTheHost))]
    public void Wire_and_host_types_are_translated_at_the_edge(string name) =>
        Repository.AssertNone(Mentions($"src/{name}", @"\bGoogle\.Protobuf\b|\bGrpc\b|\bMicrosoft\.AspNetCore\b|\bILogger\b"),
            $"{name} must not know");

    private static ProjectFile Project(string name) => ProjectFile.Below($"src/{name}").Single();

    private static IEnumerable<string> Mentions(string folder, string pattern) =>
        from file in Repository.Files(folder, ".cs")
        from line in Repository.ReadLines(file).Index()
        where Regex.IsMatch(line.Item, pattern)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";
}
