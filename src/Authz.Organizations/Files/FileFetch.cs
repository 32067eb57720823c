namespace Authz.Organizations.Files;

/// <summary>Fetches every file of a directory. Used once.</summary>
internal sealed class FileFetch
{
    private readonly List<OrganizationFile> _files = [];
    private readonly DirectoryWalk _walk;
    private long _bytes;

    public FileFetch(string root) => _walk = new DirectoryWalk(root, Fetch);

    /// <summary>The walk, for what became of it.</summary>
    public DirectoryWalk Walk => _walk;

    public OrganizationFiles Run()
    {
        _walk.Run();
        return new OrganizationFiles(_files, _walk.Faults);
    }

    private bool Fetch(FileInfo file, string relative)
    {
        var content = FetchContent(file, relative);
        _files.Add(new OrganizationFile(relative, content ?? [], content is not null));
        _bytes += content?.Length ?? 0;
        if (_bytes > OrganizationDirectory.MaxTotalBytes)
            _walk.Stop(relative, $"the files have more than {OrganizationDirectory.MaxTotalBytes} bytes together");
        return true;
    }

    private byte[]? FetchContent(FileInfo file, string relative)
    {
        try
        {
            // pipes and devices have no length; opening one could wait for ever
            if (file.Length == 0) return [];
            using var handle = File.OpenHandle(file.FullName, options: FileOptions.SequentialScan);
            var buffer = new byte[Math.Min(RandomAccess.GetLength(handle), OrganizationDirectory.MaxFileBytes + 1)];
            var length = ReadAll(handle, buffer);
            if (length <= OrganizationDirectory.MaxFileBytes) return length == buffer.Length ? buffer : buffer[..length];
            _walk.Report(OrganizationRules.FileTooLarge, relative, $"the file has more than {OrganizationDirectory.MaxFileBytes} bytes");
        }
        catch (Exception exception) when (DirectoryWalk.IsExpected(exception))
        {
            _walk.Report(OrganizationRules.FileUnreadable, relative, "the file cannot be read");
        }

        return null;
    }

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
