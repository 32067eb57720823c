using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Functional.Tests.Telemetry;

/// <summary>Takes what is exported by OTLP over HTTP.</summary>
internal sealed class TestCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, string Header, byte[] Body)> _received = new();

    private TestCollector(WebApplication application)
    {
        _application = application;
        application.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            _received.Enqueue((context.Request.Path.Value!, context.Request.Headers["x-key"].ToString(), body.ToArray()));
        });
    }

    public string Endpoint => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<TestCollector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new TestCollector(builder.Build());
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>Whether something that came to a path holds a text, as texts stand in the messages.</summary>
    public bool Has(string path, string text) => _received.Any(r => r.Path == path && r.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Whether something that came to a path holds bytes.</summary>
    public bool Has(string path, byte[] bytes) => _received.Any(r => r.Path == path && r.Body.AsSpan().IndexOf(bytes) >= 0);

    /// <summary>Whether all of it came with a header of this value.</summary>
    public bool AllHave(string header) => _received.All(r => r.Header == header);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
