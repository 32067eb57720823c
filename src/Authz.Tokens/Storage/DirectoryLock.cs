namespace Authz.Tokens.Storage;

/// <summary>
/// Keeps other processes from changing the files of a directory meanwhile, if they ask too. Ends with the process, however it ends; waits
/// for whoever holds it.
/// </summary>
public sealed class DirectoryLock : IDisposable
{
    private readonly FileStream? _file;
    private int _descriptor;

    private DirectoryLock(int descriptor, FileStream? file) => (_descriptor, _file) = (descriptor, file);

    /// <summary>Waits until nobody holds the directory, and holds it.</summary>
    /// <param name="directory">An existing directory.</param>
    /// <exception cref="IOException">The directory cannot be opened.</exception>
    public static DirectoryLock Take(string directory) => OperatingSystem.IsWindows()
        ? new DirectoryLock(-1, WaitForFile(Path.Combine(directory, ".lock")))
        : new DirectoryLock(PosixCalls.LockDirectory(directory), null);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        // closing it gives the lock back
        if (_descriptor >= 0) PosixCalls.CloseDirectory(_descriptor);
        _descriptor = -1;
    }

    // Windows locks no directories
    private static FileStream WaitForFile(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 500)
            {
                Thread.Sleep(10);
            }
        }
    }
}
