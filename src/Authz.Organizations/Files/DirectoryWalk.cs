using System.Security;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Files;

/// <summary>One walk through the files of an organization's directory, in ordinal order of their names. Used once.</summary>
/// <param name="root">The directory.</param>
/// <param name="visit">Takes every file and its path relative to the directory.</param>
internal sealed class DirectoryWalk(string root, Action<FileInfo, string> visit)
{
    private const string VolumeLink = "..data";

    private readonly List<Diagnostic> _faults = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _volumes = new(StringComparer.Ordinal);
    private string _realRoot = "";
    private int _directories;
    private int _files;
    private bool _isFull;

    /// <summary>What could not be walked through, in the order in which it was found.</summary>
    public IReadOnlyList<Diagnostic> Faults => _faults;

    /// <summary>Where the directory really lies; empty when there is none.</summary>
    public string RealRoot => _realRoot;

    /// <summary>The links to the current version of every mounted volume on the way, and where they led; null: there was none.</summary>
    public IReadOnlyDictionary<string, string?> Volumes => _volumes;

    public void Run()
    {
        if (RealPath.Resolve(root) is not { } real || !Directory.Exists(real))
        {
            Report(OrganizationRules.DirectoryUnreadable, ".", $"`{root}` is no directory");
            return;
        }

        _realRoot = real;
        Visit(real, "", 0);
    }

    /// <summary>Whether a mounted volume was swapped since the walk came by.</summary>
    public bool HasMoved() => _volumes.Any(volume => !string.Equals(TargetOf(volume.Key), volume.Value, StringComparison.Ordinal));

    public static Diagnostic Fault(DiagnosticRule rule, string path, string message) => new(rule, path, new SourcePosition(1, 1), message);

    private void Visit(string real, string relative, int depth)
    {
        if (depth > OrganizationDirectory.MaxDepth || ++_directories > OrganizationDirectory.MaxFiles)
        {
            var limits = $"{OrganizationDirectory.MaxDepth} directories lie in one another or {OrganizationDirectory.MaxFiles} in all";
            Stop(relative, $"more than {limits}");
            return;
        }

        if (!_open.Add(real))
        {
            Report(OrganizationRules.LinkLeaves, relative, "the link leads back to a directory around it");
            return;
        }

        _volumes.TryAdd(Path.Join(real, VolumeLink), TargetOf(Path.Join(real, VolumeLink)));
        foreach (FileSystemInfo entry in Entries(real, relative))
        {
            if (_isFull) break;
            VisitEntry(entry, relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}", depth);
        }

        _open.Remove(real);
    }

    private List<FileSystemInfo> Entries(string real, string relative)
    {
        try
        {
            List<FileSystemInfo> entries = [.. new DirectoryInfo(real).EnumerateFileSystemInfos()
                .Where(entry => !OrganizationDirectory.IsSkipped(entry.Name)).Take(OrganizationDirectory.MaxFiles + 1)];
            entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
            if (entries.Count <= OrganizationDirectory.MaxFiles) return entries;
            Stop(relative.Length == 0 ? "." : relative, $"the directory has more than {OrganizationDirectory.MaxFiles} entries");
            return [];
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Report(OrganizationRules.DirectoryUnreadable, relative.Length == 0 ? "." : relative, "the directory cannot be read");
            return [];
        }
    }

    private void VisitEntry(FileSystemInfo entry, string relative, int depth)
    {
        var real = entry.FullName;
        var isDirectory = entry is DirectoryInfo;
        if (entry.LinkTarget is not null)
        {
            if (RealPath.Resolve(entry.FullName) is not { } target || !RealPath.IsWithin(target, _realRoot))
            {
                Report(OrganizationRules.LinkLeaves, relative, "the link leads out of the organization's directory or in a circle");
                return;
            }

            real = target;
            isDirectory = Directory.Exists(target);
        }

        if (isDirectory) Visit(real, relative, depth + 1);
        else VisitFile(new FileInfo(real), relative);
    }

    private void VisitFile(FileInfo file, string relative)
    {
        if (_files == OrganizationDirectory.MaxFiles)
        {
            Stop(relative, $"the organization has more than {OrganizationDirectory.MaxFiles} files");
            return;
        }

        _files++;
        // names that are not UTF-8 may read alike
        if (_names.Add(relative)) visit(file, relative);
        else Report(OrganizationRules.FileUnreadable, relative, "the name is not UTF-8 and reads like that of another file");
    }

    private void Stop(string relative, string message)
    {
        if (!_isFull) Report(OrganizationRules.TooManyFiles, relative, message);
        _isFull = true;
    }

    private void Report(DiagnosticRule rule, string relative, string message) => _faults.Add(Fault(rule, relative, message));

    private static string? TargetOf(string path) => new FileInfo(path).LinkTarget;

    public static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException or SecurityException;
}
