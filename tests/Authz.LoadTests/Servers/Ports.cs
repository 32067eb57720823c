using System.Net;
using System.Net.Sockets;

namespace Authz.LoadTests.Servers;

/// <summary>Finds ports of loopback that nobody uses.</summary>
internal static class Ports
{
    /// <summary>As many different ports as asked for. Another process may take one before it is used; then a server does not start.</summary>
    public static int[] Take(int count)
    {
        var listeners = new TcpListener[count];
        try
        {
            for (var at = 0; at < count; at++) (listeners[at] = new TcpListener(IPAddress.Loopback, 0)).Start();
            return [.. listeners.Select(static l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (TcpListener? listener in listeners) listener?.Dispose();
        }
    }
}
