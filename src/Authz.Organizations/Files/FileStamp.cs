using System.Runtime.InteropServices;

namespace Authz.Organizations.Files;

/// <summary>
/// What tells one state of a file from another without reading it. The time of the last change of the file's status (ctime) cannot be
/// set by anybody, so that also a file with the length and the time of the one it replaces is seen, and a copy under the same name is
/// another file.
/// </summary>
/// <param name="Device">Where the file lies; 0: not known.</param>
/// <param name="Number">The file's number there (inode); 0: not known.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When its content was last changed.</param>
/// <param name="Changed">When anything of it was last changed; 0: not known.</param>
internal readonly record struct FileStamp(ulong Device, ulong Number, ulong Length, long Modified, long Changed)
{
    /// <summary>The stamp of a file or directory, with every link followed; <c>default</c> when there is none.</summary>
    public static FileStamp Of(string path)
    {
        if (OperatingSystem.IsLinux() && StatusCall.TryRead(path, out FileStamp stamp)) return stamp;
        var file = new FileInfo(path);
        if (file.Exists) return new FileStamp(0, 0, (ulong)file.Length, file.LastWriteTimeUtc.Ticks, file.CreationTimeUtc.Ticks);
        var directory = new DirectoryInfo(path);
        return directory.Exists ? new FileStamp(0, 0, 0, directory.LastWriteTimeUtc.Ticks, directory.CreationTimeUtc.Ticks) : default;
    }

    /// <summary>The stamp without what changes when an entry of a directory comes or goes: which directory it is.</summary>
    public FileStamp OfDirectory() => new(Device, Number, 0, 0, 0);
}

/// <summary>statx(2), whose structure is the same on every processor.</summary>
internal static partial class StatusCall
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint BasicStatus = 0x7ff; // STATX_BASIC_STATS

    public static bool TryRead(string path, out FileStamp stamp)
    {
        stamp = default;
        try
        {
            if (StatX(CurrentDirectory, path, 0, BasicStatus, out Status status) != 0) return !Exists(path);
            stamp = new FileStamp(
                ((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode, status.Size, status.Modified.Nanoseconds, status.Changed.Nanoseconds);
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            // a C library older than the call
            return false;
        }
    }

    // an old kernel, or one that forbids the call, says no to every path
    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instant
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _reserved;

        public long Nanoseconds => unchecked((_seconds * 1_000_000_000) + _nanoseconds);
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(0x20)]
        public readonly ulong Inode;
        [FieldOffset(0x28)]
        public readonly ulong Size;
        [FieldOffset(0x60)]
        public readonly Instant Changed;
        [FieldOffset(0x70)]
        public readonly Instant Modified;
        [FieldOffset(0x88)]
        public readonly uint DeviceMajor;
        [FieldOffset(0x8c)]
        public readonly uint DeviceMinor;
    }
}
