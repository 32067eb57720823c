using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Files;

/// <summary>Fetches every file of a directory. Used once.</summary>
internal sealed class FileFetch
{
    private readonly List<OrganizationFile> _files = [];
    private readonly FileStamps _stamps = new();
    private readonly DirectoryWalk _walk;
    private readonly List<Diagnostic> _faults = [];
    private long _bytes;

    public FileFetch(string root) => _walk = new DirectoryWalk(root, Fetch);

    /// <summary>The walk, for what became of it.</summary>
    public DirectoryWalk Walk => _walk;

    public OrganizationFiles Run()
    {
        _walk.Run();
        return new OrganizationFiles(_files, [.. _walk.Faults, .. _faults]);
    }

    /// <summary>
    /// The fingerprint of what was fetched. When it is the directory's afterwards too, nothing changed meanwhile: every file is stamped
    /// before it is read.
    /// </summary>
    public DirectoryFingerprint Fingerprint() => DirectoryFingerprint.Of(_stamps, _walk);

    private void Fetch(FileInfo file, string relative)
    {
        _stamps.Add(file, relative);
        // what is left is walked through and not read
        if (_bytes > OrganizationDirectory.MaxTotalBytes) return;
        var content = FetchContent(file, relative);
        _files.Add(new OrganizationFile(relative, content ?? [], content is not null));
        _bytes += content?.Length ?? 0;
        if (_bytes > OrganizationDirectory.MaxTotalBytes)
            Report(OrganizationRules.TooManyFiles, relative, $"the files have more than {OrganizationDirectory.MaxTotalBytes} bytes together");
    }

    private byte[]? FetchContent(FileInfo file, string relative)
    {
        try
        {
            // pipes and devices have no length; opening one could wait for ever
            if (file.Length == 0) return [];
            var most = OrganizationDirectory.MaxBytesOf(relative);
            using var handle = File.OpenHandle(file.FullName, options: FileOptions.SequentialScan);
            var buffer = new byte[Math.Min(RandomAccess.GetLength(handle), most + 1)];
            var length = ReadAll(handle, buffer);
            if (length <= most) return length == buffer.Length ? buffer : buffer[..length];
            Report(OrganizationRules.FileTooLarge, relative, $"the file has more than {most} bytes");
        }
        catch (Exception exception) when (DirectoryWalk.IsExpected(exception))
        {
            Report(OrganizationRules.FileUnreadable, relative, "the file cannot be read");
        }

        return null;
    }

    private void Report(DiagnosticRule rule, string relative, string message) => _faults.Add(DirectoryWalk.Fault(rule, relative, message));

    private static int ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle handle, Span<byte> buffer)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[length..], length);
            if (read == 0) break;
            length += read;
        }

        return length;
    }
}
