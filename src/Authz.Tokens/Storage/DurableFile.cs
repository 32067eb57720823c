using System.Security.Cryptography;

namespace Authz.Tokens.Storage;

/// <summary>Files that are whole or absent after a crash: a reader sees the old content or the new one, never a part.</summary>
/// <remarks>
/// The order is the one POSIX needs: write a temporary file in the same directory, fsync it, rename it (or link it, when nothing may
/// be overwritten), fsync the directory.
/// Safe to call from several processes; the last replace wins. I/O failures are thrown as <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>, and leave the old file as it was.
/// </remarks>
public static class DurableFile
{
    /// <summary>Puts <paramref name="content"/> in place of whatever <paramref name="path"/> held; creates it when absent.</summary>
    /// <param name="path">The file; its directory must exist. A symbolic link is replaced, not followed.</param>
    /// <param name="content">The whole new content.</param>
    /// <param name="mode">The mode the file is created with (the umask may narrow it); ignored on Windows.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        Write(path, content, mode, overwrite: true);

    /// <summary>As <see cref="Replace"/>, but never overwrites: of several callers at once exactly one gets <c>true</c>.</summary>
    /// <returns><c>false</c> when <paramref name="path"/> exists already; it is then untouched.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        !File.Exists(path) && Write(path, content, mode, overwrite: false);

    private static bool Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool overwrite)
    {
        var full = Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(full) ?? throw new ArgumentException($"`{path}` names no file", nameof(path));
        var suffix = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var temporary = Path.Combine(directory, $".{Path.GetFileName(full)}.{suffix}.tmp");
        bool placed;
        try
        {
            WriteThrough(temporary, content, mode);
            placed = overwrite ? Rename(temporary, full) : PosixCalls.TryLink(temporary, full);
        }
        finally
        {
            File.Delete(temporary);
        }

        PosixCalls.FlushDirectory(directory);
        return placed;
    }

    private static bool Rename(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        return true;
    }

    private static void WriteThrough(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using var stream = new FileStream(path, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
