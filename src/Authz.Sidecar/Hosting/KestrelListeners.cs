using System.Net;
using Authz.Sidecar.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Authz.Sidecar.Hosting;

/// <summary>Opens the listeners, each marked with its purpose.</summary>
internal static class KestrelListeners
{
    public static void Configure(KestrelServerOptions kestrel, ListenerOptions listeners)
    {
        kestrel.AddServerHeader = false;
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
