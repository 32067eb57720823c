using System.Net;
using System.Net.Sockets;

namespace Authz.Sts.Federation.Issuers;

/// <summary>Finds the addresses of a name and port.</summary>
internal delegate ValueTask<IReadOnlyList<IPEndPoint>> ResolveAddress(DnsEndPoint name, CancellationToken cancellation);

/// <summary>The address is not public and not allowed.</summary>
internal sealed class ForbiddenAddressException() : IOException("the address is not public and not allowed by `Authz:Federation:AllowedNetworks`");

/// <summary>
/// Opens connections to allowed addresses only. The addresses that are checked are those that are connected to: a name that leads
/// elsewhere the next time it is asked for changes nothing.
/// </summary>
internal sealed class GuardedConnection(AddressRules rules, ResolveAddress resolve)
{
    /// <summary>Asks the system.</summary>
    public static async ValueTask<IReadOnlyList<IPEndPoint>> ResolveAsync(DnsEndPoint name, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(name.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(name.Host, name.AddressFamily, cancellation).ConfigureAwait(false);
        return [.. addresses.Select(address => new IPEndPoint(address, name.Port))];
    }

    /// <summary>Opens a connection.</summary>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IReadOnlyList<IPEndPoint> found = await resolve(context.DnsEndPoint, cancellation).ConfigureAwait(false);
        IPEndPoint[] allowed = [.. found.Where(endpoint => rules.IsAllowed(endpoint.Address))];
        if (allowed.Length == 0) throw found.Count == 0 ? new SocketException((int)SocketError.HostNotFound) : new ForbiddenAddressException();
        SocketException? last = null;
        foreach (IPEndPoint endpoint in allowed)
        {
            var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                last = exception;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }
}
