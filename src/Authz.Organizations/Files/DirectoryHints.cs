using System.Diagnostics;

namespace Authz.Organizations.Files;

/// <summary>
/// Tells that something may have changed in an organization's directory, within milliseconds where the operating system reports changes
/// (inotify and its like). Only a hint: links, network file systems and full queues hide changes, so that who must not miss one compares
/// <see cref="DirectoryFingerprint"/>s too. Thread-safe; hints come from any thread.
/// </summary>
public sealed class DirectoryHints : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly Action _hint;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Lock _arming = new();
    private FileStamp _armed;
    private string _armedRoot = "";
    private long _armedAt;
    private bool _isDisposed;
    private volatile bool _isArmed;
    private volatile string? _fault;

    /// <summary>Prepares to watch; nothing is reported before <see cref="Arm"/>.</summary>
    /// <param name="path">The directory; it may come later.</param>
    /// <param name="hint">Called at every hint, on any thread; returns at once.</param>
    public DirectoryHints(string path, Action hint) => (_path, _hint) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), hint);

    /// <summary>Why some changes are not reported now; null: all are, as far as known.</summary>
    public string? Fault => _fault;

    /// <summary>Watches what the path leads to now, unless it is watched already. To be called again when that may have changed.</summary>
    public void Arm()
    {
        // whoever stops does not wait for ever for a load that is under way
        lock (_arming)
        {
            if (!_isDisposed) ArmAnew();
        }
    }

    /// <summary>Watches no longer.</summary>
    public void Dispose()
    {
        lock (_arming)
        {
            _isDisposed = true;
            Disarm();
        }
    }

    private void ArmAnew()
    {
        var approaches = new List<(string Directory, string Name)>();
        var root = RealPath.Resolve(_path, approaches) ?? "";
        FileStamp stamp = root.Length == 0 ? default : FileStamp.Of(root).OfDirectory();
        // what was refused once, for want of watches, will be for a while
        var isToBeTriedAgain = Fault is not null && Stopwatch.GetElapsedTime(_armedAt) >= RetryInterval;
        if (_isArmed && !isToBeTriedAgain && stamp == _armed && string.Equals(root, _armedRoot, StringComparison.Ordinal)) return;
        Disarm();
        (_armed, _armedRoot, _armedAt, _isArmed, _fault) = (stamp, root, Stopwatch.GetTimestamp(), true, null);
        if (stamp != default) Watch(root, null);
        foreach ((var directory, var name) in approaches) Watch(directory, name);
    }


    /// <param name="directory">The directory, watched with all below it when no name is given.</param>
    /// <param name="name">The one entry that counts; null: all.</param>
    private void Watch(string directory, string? name)
    {
        if (!Directory.Exists(directory)) return;
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(directory) { IncludeSubdirectories = name is null, InternalBufferSize = 64 * 1024 };
            watcher.NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName;
            if (name is null) watcher.NotifyFilter |= NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes | NotifyFilters.CreationTime;
            FileSystemEventHandler changed = (_, change) => Take(change.Name, null, name);
            watcher.Changed += changed;
            watcher.Created += changed;
            watcher.Deleted += changed;
            watcher.Renamed += (_, change) => Take(change.Name, change.OldName, name);
            watcher.Error += (_, error) => Break(error.GetException());
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // no more watches or instances for this user, or the directory went away
            watcher?.Dispose();
            _fault = exception.Message;
        }
    }

    private void Take(string? name, string? oldName, string? only)
    {
        if (only is null ? !Counts(name) && !Counts(oldName) : name != only && oldName != only) return;
        // what stands there now may be a directory of the same number
        if (only is not null) _isArmed = false;
        _hint();
    }

    // what was missed nobody knows; a full queue goes on to be filled, anything else needs another watcher
    private void Break(Exception exception)
    {
        if (exception is not InternalBufferOverflowException) _fault = exception.Message;
        _hint();
    }

    // what editors leave behind is nobody's file; the entries of a mounted volume begin with two dots
    private static bool Counts(string? path)
    {
        if (string.IsNullOrEmpty(path)) return false;
        foreach (Range part in path.AsSpan().Split(Path.DirectorySeparatorChar))
        {
            ReadOnlySpan<char> name = path.AsSpan(part);
            if (!name.StartsWith("..") && OrganizationDirectory.IsSkipped(name)) return false;
        }

        return true;
    }

    private void Disarm()
    {
        foreach (FileSystemWatcher watcher in _watchers) watcher.Dispose();
        _watchers.Clear();
    }
}
