using System.Net.Sockets;
using Grpc.Net.Client;

namespace Authz.Client.Connections;

/// <summary>Opens the channel to an endpoint.</summary>
internal static class Connection
{
    /// <summary>A channel that connects with its first call and owns its handler.</summary>
    public static GrpcChannel Open(Endpoint endpoint, AuthzClientOptions options) =>
        GrpcChannel.ForAddress(endpoint.Address, new GrpcChannelOptions
        {
            HttpHandler = CreateHandler(endpoint, options),
            DisposeHttpClient = true,
        });

    private static SocketsHttpHandler CreateHandler(Endpoint endpoint, AuthzClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // a sidecar stands beside its caller; a proxy of the environment would see the tokens
            UseProxy = false,
            ConnectTimeout = options.Deadline,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        };
        if (options.Tls is { } tls) handler.SslOptions = tls;
        if (endpoint.SocketPath is { } path) handler.ConnectCallback = (_, cancellation) => ConnectToSocketAsync(path, cancellation);
        return handler;
    }

    private static async ValueTask<Stream> ConnectToSocketAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
