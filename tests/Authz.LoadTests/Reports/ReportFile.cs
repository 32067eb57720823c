namespace Authz.LoadTests.Reports;

/// <summary>Where the report goes: the console, and files that git ignores.</summary>
internal static class ReportFile
{
    public static async Task WriteAsync(Report report, TextWriter console)
    {
        foreach (Chart chart in report.Charts) await File.WriteAllTextAsync(Tree.Artifact(chart.File), chart.Svg);
        var path = Tree.Artifact("report.md");
        var text = report.ToString();
        await File.WriteAllTextAsync(path, text);
        await console.WriteLineAsync($"\n{text}\nwritten to {Path.GetRelativePath(Tree.Root, path)}");
    }
}
