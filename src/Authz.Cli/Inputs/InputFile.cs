using System.Security;

namespace Authz.Cli.Inputs;

/// <summary>Reads what the user named: a file, or <c>-</c> for the standard input. Bounded, so that a device cannot fill the memory.</summary>
internal static class InputFile
{
    public const string StandardInput = "-";

    private const int MaxBytes = 1 << 20;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="UsageException">It cannot be read, or is longer than 1 MiB.</exception>
    public static byte[] Read(string path, Surroundings surroundings)
    {
        try
        {
            using Stream stream = Open(path, surroundings);
            var buffer = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= MaxBytes ? buffer[..length]
                : throw new UsageException($"`{path}` has more than {MaxBytes} bytes: name the right file");
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="UsageException">It cannot be opened.</exception>
    public static Stream Open(string path, Surroundings surroundings)
    {
        try
        {
            return path == StandardInput
                ? surroundings.Input
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            throw Unreadable(path, exception);
        }
    }

    private static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException;

    private static UsageException Unreadable(string path, Exception exception) =>
        new($"`{path}` cannot be read: {(exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : exception.Message)}");
}
