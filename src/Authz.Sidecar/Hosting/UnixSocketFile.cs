using System.Net.Sockets;

namespace Authz.Sidecar.Hosting;

/// <summary>Makes room for a Unix socket: a file that a dead process left behind would keep the next one from listening.</summary>
internal static class UnixSocketFile
{
    /// <summary>Removes a socket on which nobody listens.</summary>
    /// <returns>Why the path cannot be used; null when it can.</returns>
    public static string? Clear(string path)
    {
        if (!File.Exists(path)) return null;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return $"`{path}`: another process listens there; stop it or choose another path";
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused && !IsRegular(path))
        {
            File.Delete(path);
            return null;
        }
        catch (SocketException exception)
        {
            return $"`{path}`: cannot be used as a socket ({exception.SocketErrorCode}); remove the file or choose another path";
        }
    }

    // connecting to a regular file is refused as well; such a file is somebody's and stays
    private static bool IsRegular(string path) => new FileInfo(path).Length > 0;
}
