using System.Net.Sockets;

namespace Authz.Sidecar.Hosting;

/// <summary>Makes room for a Unix socket: a file that a dead process left behind would keep the next one from listening.</summary>
internal static class UnixSocketFile
{
    // ENXIO
    private const int NoSuchDevice = 6;

    /// <summary>Removes a socket on which nobody listens.</summary>
    /// <returns>Why the path cannot be used; null when it can.</returns>
    public static string? Clear(string path)
    {
        if (Directory.Exists(path)) return $"`{path}`: is a directory; choose another path";
        if (!Directory.Exists(Path.GetDirectoryName(path))) return $"`{path}`: its directory does not exist; make it or choose another path";
        if (!File.Exists(path)) return null;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return $"`{path}`: another process listens there; stop it or choose another path";
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            return null;
        }
        catch (SocketException exception)
        {
            return $"`{path}`: cannot be used as a socket ({exception.SocketErrorCode}); remove the file or choose another path";
        }
    }

    // Connecting to any other file is refused as well; such a file is somebody's and stays. A socket alone cannot be opened (ENXIO, open(2)),
    // and opening for both reading and writing waits for nobody, not even at a pipe.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException exception)
        {
            return exception.HResult == NoSuchDevice;
        }
    }
}
