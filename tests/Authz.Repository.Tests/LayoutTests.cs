using System.Text.RegularExpressions;

namespace Authz.Repository.Tests;

public sealed class LayoutTests
{
    private static readonly HashSet<string> TopLevel = new(StringComparer.Ordinal)
    {
        "src", "protos", "tests", "deploy", "helm", "Authz.sln", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", ".ci", ".editorconfig", ".gitignore",
        ".gitattributes", "Directory.Build.props", "Directory.Packages.props", "global.json",
    };

    [Fact]
    public void The_top_level_holds_nothing_else() =>
        Repository.AssertNone(new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos().Select(entry => entry.Name)
            .Where(name => !TopLevel.Contains(name) && !Repository.Ignored.Contains(name)), "not at the top level");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Authz.sln").Replace('\\', '/');
        Repository.AssertNone(Projects().Select(project => project.Path).Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)),
            "not in Authz.sln: dotnet sln add");
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Repository.AssertNone(Projects().Select(project => $"{project.Folder}/packages.lock.json")
            .Where(file => !File.Exists(Path.Combine(Repository.Root, file))), "missing: dotnet restore writes it");

    [Fact]
    public void Packages_are_pinned_in_one_place() =>
        Repository.AssertNone(
            from file in Repository.Files("", ".csproj", ".props", ".targets")
            where file != "Directory.Packages.props"
            from line in Repository.ReadLines(file).Index()
            where line.Item.Contains("<PackageVersion", StringComparison.Ordinal) || Regex.IsMatch(line.Item, @"<PackageReference\b.*\bVersion(Override)?=")
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}",
            "versions belong into Directory.Packages.props");

    [Fact]
    public void Every_test_project_is_named_for_its_project() =>
        Repository.AssertNone(Repository.Files("tests", ".csproj").Where(path => !Regex.IsMatch(path, @"^tests/(Authz\.\w+(\.Tests)?)/\1\.csproj$")),
            "tests/Authz.<Project>.Tests/Authz.<Project>.Tests.csproj");

    [Fact]
    public void Decisions_are_numbered_and_named()
    {
        var names = Repository.Files("src/adr").Select(file => Path.GetFileName(file)).ToArray();
        Repository.AssertNone(names.Where(name => !Regex.IsMatch(name, @"^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md$")), "name it NNNN-title.md");
        Repository.AssertNone(names.GroupBy(name => name[..Math.Min(4, name.Length)]).Where(group => group.Count() > 1).SelectMany(group => group),
            "two decisions with one number");
    }

    private static IEnumerable<ProjectFile> Projects() => ProjectFile.Below("src").Concat(ProjectFile.Below("tests"));
}
