using System.Runtime.InteropServices;

namespace Authz.Tokens.Storage;

/// <summary>What durable files need and the BCL does not offer: fsync of a directory, and a link that fails when the name is taken.</summary>
internal static partial class PosixCalls
{
    private const int ReadOnly = 0;
    private const int Exclusive = 2; // LOCK_EX of flock(2), the same on Linux and macOS
    private const int Interrupted = 4; // EINTR
    private const int CloseOnExecLinux = 0x80000; // O_CLOEXEC
    private const int CloseOnExecMac = 0x1000000;
    private const int NameTaken = 17; // EEXIST, the same on Linux and macOS

    /// <summary>Flushes the directory's entries, or a rename may be lost with the power; nothing to do on Windows, which journals it.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
            throw Failure("open", directory);
        try
        {
            if (Fsync(descriptor) != 0)
                throw Failure("fsync", directory);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Waits for the exclusive lock of a directory; not on Windows.</summary>
    /// <returns>The descriptor that holds it, to be closed.</returns>
    public static int LockDirectory(string directory)
    {
        // a child process must not hold it on
        var descriptor = Open(directory, ReadOnly | (OperatingSystem.IsLinux() ? CloseOnExecLinux : CloseOnExecMac));
        if (descriptor < 0)
            throw Failure("open", directory);
        while (Flock(descriptor, Exclusive) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Interrupted)
                continue;
            var failure = Failure("flock", directory);
            _ = Close(descriptor);
            throw failure;
        }

        return descriptor;
    }

    /// <summary>Closes what <see cref="LockDirectory"/> opened.</summary>
    public static void CloseDirectory(int descriptor) => _ = Close(descriptor);

    /// <summary>
    /// Gives a whole file its name, exclusively; false when the name is taken. <see cref="File.Move(string, string)"/> looks first and
    /// renames then, so that two callers at once may both succeed.
    /// </summary>
    public static bool TryLink(string existing, string name)
    {
        if (OperatingSystem.IsWindows())
            return TryMove(existing, name);
        if (Link(existing, name) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == NameTaken ? false : throw Failure("link", name);
    }

    private static bool TryMove(string existing, string name)
    {
        try
        {
            File.Move(existing, name, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

    private static IOException Failure(string call, string path) => new($"{call} of `{path}` failed with errno {Marshal.GetLastPInvokeError()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
