namespace Authz.Repository.Tests;

/// <summary>The working copy, as a set of files. Build output and what git keeps for itself are not part of it.</summary>
internal static class Repository
{
    /// <summary>Directories of tools and build output, as in .gitignore.</summary>
    public static readonly IReadOnlySet<string> Ignored = new HashSet<string>(StringComparer.Ordinal)
    {
        ".git", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea", ".vscode", "node_modules",
    };

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a directory of the repository, relative to the root, with <c>/</c>, sorted.</summary>
    public static IReadOnlyList<string> Files(string under = "", params string[] extensions)
    {
        var start = Path.Combine(Root, under);
        if (!Directory.Exists(start)) return [];
        return [.. Walk(new DirectoryInfo(start))
            .Select(file => Relative(file.FullName))
            .Where(file => extensions.Length == 0 || extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Directories below a directory of the repository, relative to the root, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Folders(string under) =>
        [.. Files(under).SelectMany(Parents).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Fails with one line for each finding.</summary>
    public static void AssertNone(IEnumerable<string> findings, string rule)
    {
        var found = findings.ToArray();
        Assert.True(found.Length == 0, $"{rule}\n{string.Join('\n', found)}");
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo directory) =>
        directory.EnumerateFiles().Concat(directory.EnumerateDirectories().Where(child => !Ignored.Contains(child.Name)).SelectMany(Walk));

    private static IEnumerable<string> Parents(string file)
    {
        for (var end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1)) yield return file[..end];
    }

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Authz.sln"))) return directory.FullName;
        throw new InvalidOperationException("no Authz.sln above the test binaries");
    }
}
