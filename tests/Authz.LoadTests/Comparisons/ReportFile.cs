namespace Authz.LoadTests.Comparisons;

/// <summary>Where the report goes: the console, and a file that git ignores.</summary>
internal static class ReportFile
{
    public static async Task WriteAsync(string report, TextWriter console)
    {
        var path = Tree.Artifact("report.md");
        await File.WriteAllTextAsync(path, report);
        await console.WriteLineAsync($"\n{report}\nwritten to {Path.GetRelativePath(Tree.Root, path)}");
    }
}
