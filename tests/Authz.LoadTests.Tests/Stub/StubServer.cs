using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Authz.LoadTests.Tests.Stub;

/// <summary>A gRPC server whose answers a test writes.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StubServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="answer">The body of each answer; empty: an error, which has none.</param>
    /// <param name="streams">Calls that a connection may have under way.</param>
    public static async Task<StubServer> StartAsync(Func<Task<byte[]>> answer, int streams = 100)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = streams;
            kestrel.Listen(IPAddress.Loopback, 0, static options => options.Protocols = HttpProtocols.Http2);
        });
        var server = new StubServer(builder.Build());
        server._application.Run(context => AnswerAsync(context, answer));
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, Func<Task<byte[]>> answer)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        var body = await answer();
        context.Response.ContentType = "application/grpc";
        if (body.Length == 0) context.Response.Headers["grpc-status"] = "13";
        else context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(body);
    }
}
