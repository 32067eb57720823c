namespace Authz.Organizations.Files;

/// <summary>Where a path leads once every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The path without links, or null when links lead in a circle. A part that does not exist is no link.</summary>
    /// <param name="path">The path.</param>
    /// <param name="approaches">Takes where another file could be put under the path: each link on the way, and its last part; null: nobody asks.</param>
    public static string? Resolve(string path, ICollection<(string Directory, string Name)>? approaches = null)
    {
        var full = Path.GetFullPath(path);
        var current = Path.GetPathRoot(full)!;
        var pending = new Stack<string>();
        Push(pending, full[current.Length..]);
        for (var links = 0; pending.TryPop(out var part);)
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Join(current, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is not null || pending.Count == 0) approaches?.Add((current, part));
            if (target is null)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks) return null;
            if (Path.IsPathRooted(target)) current = Path.GetPathRoot(target)!;
            Push(pending, target);
        }

        return current;
    }

    /// <summary>Whether a path without links is the directory or lies below it.</summary>
    public static bool IsWithin(string path, string directory) =>
        string.Equals(path, directory, StringComparison.Ordinal)
        || path.StartsWith(WithSeparator(directory), StringComparison.Ordinal);

    private static string WithSeparator(string directory) =>
        Path.EndsInDirectorySeparator(directory) ? directory : directory + Path.DirectorySeparatorChar;

    private static void Push(Stack<string> pending, string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i] != ".") pending.Push(parts[i]);
        }
    }
}
