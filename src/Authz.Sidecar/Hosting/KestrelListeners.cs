using System.Net;
using System.Net.Sockets;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
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

    /// <summary>Opens the listeners when the server starts.</summary>
    /// <param name="kestrel">The server's settings.</param>
    /// <param name="options">The sidecar's.</param>
    /// <param name="tls">What is shown in handshakes; null: there is no TLS.</param>
    public static void Configure(KestrelServerOptions kestrel, SidecarOptions options, TlsCertificates? tls)
    {
        ListenerOptions listeners = options.Listeners;
        kestrel.AddServerHeader = false;
        // a presigned URL carries a session token
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        kestrel.Limits.MaxConcurrentConnections = listeners.MaxConnections;
        kestrel.Limits.Http2.MaxStreamsPerConnection = listeners.MaxStreams;
        // a client that vanished without a word would keep its streams for ever
        kestrel.Limits.Http2.KeepAlivePingDelay = listeners.PingDelay;
        Listen(kestrel, listeners.Grpc, HttpProtocols.Http2, Listener.Grpc, TlsOf(listeners.Grpc));
        if (listeners.UnixSocket is { } socket) Listen(kestrel, socket, Listener.Grpc);
        Listen(kestrel, listeners.Http, HttpProtocols.Http1, Listener.Http, TlsOf(listeners.Http));
        Listen(kestrel, listeners.Operations, HttpProtocols.Http1, Listener.Operations, TlsOf(listeners.Operations));
        if (listeners.Administration?.Tcp is { } tcp) Listen(kestrel, tcp, HttpProtocols.Http2, Listener.Administration, TlsOf(tcp));
        if (listeners.Administration?.UnixSocket is { } path) Listen(kestrel, path, Listener.Administration);

        TlsCertificates? TlsOf(IPEndPoint endpoint) => options.Tls is { Loopback: true } || !IPAddress.IsLoopback(endpoint.Address) ? tls : null;
    }

    private static void Listen(KestrelServerOptions kestrel, IPEndPoint endpoint, HttpProtocols protocols, Listener listener, TlsCertificates? tls) =>
        kestrel.Listen(endpoint, options =>
        {
            Mark(options, protocols, listener);
            if (tls is null) return;
            // probes and scrapers have no certificate of their own
            var asksClients = listener != Listener.Operations;
            options.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls.HandshakeOf(asksClients)) });
        });

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
