namespace Authz.Cli.Findings;

/// <summary>The URI of a file that was checked: relative to the working directory when it lies below it (SARIF 2.1.0 section 3.4).</summary>
internal static class SourceUri
{
    public static string Of(string path)
    {
        if (path == Inputs.InputFile.StandardInput) return "stdin";
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        if (!Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..") return Escape(relative);
        return $"file://{Escape(Path.GetFullPath(path))}";
    }

    private static string Escape(string path) => string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
