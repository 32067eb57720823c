using System.Net;
using System.Net.Sockets;
using Authz.Sidecar.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Authz.Sidecar.Hosting;

/// <summary>Opens the listeners, each marked with its purpose.</summary>
internal static class KestrelListeners
{
    private const int MaxRequestLine = 16 * 1024;

    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Binds a socket. Whoever may open a Unix socket may ask, not everybody on the machine; it has its mode before it listens.</summary>
    public static Socket Bind(EndPoint endpoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is UnixDomainSocketEndPoint && !OperatingSystem.IsWindows()) File.SetUnixFileMode(endpoint.ToString()!, SocketMode);
        return socket;
    }

    public static void Configure(KestrelServerOptions kestrel, ListenerOptions listeners)
    {
        kestrel.AddServerHeader = false;
        // a presigned URL carries a session token
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        Listen(kestrel, listeners.Grpc, HttpProtocols.Http2, Listener.Grpc);
        if (listeners.UnixSocket is { } socket) Listen(kestrel, socket, Listener.Grpc);
        Listen(kestrel, listeners.Http, HttpProtocols.Http1, Listener.Http);
        Listen(kestrel, listeners.Operations, HttpProtocols.Http1, Listener.Operations);
        if (listeners.Administration?.Tcp is { } tcp) Listen(kestrel, tcp, HttpProtocols.Http2, Listener.Administration);
        if (listeners.Administration?.UnixSocket is { } path) Listen(kestrel, path, Listener.Administration);
    }

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint endpoint, HttpProtocols protocols, Listener listener) =>
        kestrel.Listen(endpoint, options => Mark(options, protocols, listener));

    private static void Listen(KestrelServerOptions kestrel, string path, Listener listener) =>
        kestrel.ListenUnixSocket(path, options => Mark(options, HttpProtocols.Http2, listener));

    private static void Mark(ListenOptions options, HttpProtocols protocols, Listener listener)
    {
        options.Protocols = protocols;
        var feature = new ListenerFeature(listener);
        options.Use(next => connection =>
        {
            connection.Features.Set(feature);
            return next(connection);
        });
    }
}
