using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Cli.Tests.Sidecar;

/// <summary>A real gRPC server on loopback or a Unix socket whose answers a test writes.</summary>
internal sealed class ScriptedSidecar : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedSidecar(WebApplication app, string endpoint)
    {
        _app = app;
        Endpoint = endpoint;
    }

    public string Endpoint { get; }

    public static Task<ScriptedSidecar> OverTcpAsync(Script script) =>
        StartAsync(script, kestrel => kestrel.Listen(IPAddress.Loopback, 0, Http2), app => app.Services
            .GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static Task<ScriptedSidecar> OverSocketAsync(Script script, string path) =>
        StartAsync(script, kestrel => kestrel.ListenUnixSocket(path, Http2), _ => $"unix:{path}");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<ScriptedSidecar> StartAsync(Script script, Action<KestrelServerOptions> listen, Func<WebApplication, string> locate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(script);
        builder.WebHost.ConfigureKestrel(listen);
        var app = builder.Build();
        app.MapGrpcService<ScriptedAuthorization>();
        app.MapGrpcService<ScriptedTokens>();
        app.MapGrpcService<ScriptedAdministration>();
        await app.StartAsync();
        return new ScriptedSidecar(app, locate(app));
    }

    private static void Http2(ListenOptions options) => options.Protocols = HttpProtocols.Http2;
}
