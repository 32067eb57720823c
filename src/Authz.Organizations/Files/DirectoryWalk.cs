using System.Security;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Files;

/// <summary>One walk through a directory. Used once.</summary>
internal sealed class DirectoryWalk(string root)
{
    private const string VolumeLink = "..data";

    private readonly List<OrganizationFile> _files = [];
    private readonly List<Diagnostic> _faults = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _volumes = new(StringComparer.Ordinal);
    private string _realRoot = "";
    private int _directories;
    private long _bytes;
    private bool _isFull;

    public OrganizationFiles Run()
    {
        if (RealPath.Resolve(root) is not { } real || !Directory.Exists(real))
            return new OrganizationFiles([], [Fault(OrganizationRules.DirectoryUnreadable, ".", $"`{root}` is no directory")]);
        _realRoot = real;
        Visit(real, "", 0);
        return new OrganizationFiles(_files, _faults);
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
        if (entry.LinkTarget is not null)
        {
            if (RealPath.Resolve(entry.FullName) is not { } target || !RealPath.IsWithin(target, _realRoot))
            {
                Report(OrganizationRules.LinkLeaves, relative, "the link leads out of the organization's directory or in a circle");
                return;
            }

            real = target;
        }

        if (Directory.Exists(real)) Visit(real, relative, depth + 1);
        else Fetch(new FileInfo(real), relative);
    }

    private void Fetch(FileInfo file, string relative)
    {
        if (_files.Count == OrganizationDirectory.MaxFiles)
        {
            Stop(relative, $"the organization has more than {OrganizationDirectory.MaxFiles} files");
            return;
        }

        byte[]? content = FetchContent(file, relative);
        _files.Add(new OrganizationFile(relative, content ?? [], content is not null));
        _bytes += content?.Length ?? 0;
        if (_bytes > OrganizationDirectory.MaxTotalBytes)
            Stop(relative, $"the files have more than {OrganizationDirectory.MaxTotalBytes} bytes together");
    }

    private byte[]? FetchContent(FileInfo file, string relative)
    {
        try
        {
            // pipes and devices have no length; opening one could wait for ever
            if (file.Length == 0) return [];
            using FileStream stream = file.OpenRead();
            var buffer = new byte[Math.Min(stream.Length, OrganizationDirectory.MaxFileBytes + 1)];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length <= OrganizationDirectory.MaxFileBytes) return buffer[..length];
            Report(OrganizationRules.FileTooLarge, relative, $"the file has more than {OrganizationDirectory.MaxFileBytes} bytes");
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Report(OrganizationRules.FileUnreadable, relative, "the file cannot be read");
        }

        return null;
    }

    private void Stop(string relative, string message)
    {
        if (!_isFull) Report(OrganizationRules.TooManyFiles, relative, message);
        _isFull = true;
    }

    private void Report(DiagnosticRule rule, string relative, string message) => _faults.Add(Fault(rule, relative, message));

    private static string? TargetOf(string path) => new FileInfo(path).LinkTarget;

    private static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException or SecurityException;
}
