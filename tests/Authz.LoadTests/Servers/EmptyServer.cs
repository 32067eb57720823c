using System.Globalization;
using System.Net;
using Authz.Protocol.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Authz.LoadTests.Servers;

/// <summary>
/// What Authorize is measured against: the sidecar's server stack and its messages, with nothing between reading and writing.
/// </summary>
internal static class EmptyServer
{
    /// <summary>Serves until it is stopped.</summary>
    /// <param name="args"><c>--serve-empty</c>, port of gRPC, port of <c>/readyz</c>, file of the serialized answer.</param>
    public static async Task RunAsync(string[] args)
    {
        var (grpc, operations) = (Port(args[1]), Port(args[2]));
        var answer = AuthorizeResponse.Parser.ParseFrom(await File.ReadAllBytesAsync(args[3]));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        // the sidecar's level: a log line for each request would be measured otherwise
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, grpc, static options => options.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, operations, static options => options.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(new EmptyService(answer));
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        await using WebApplication application = builder.Build();
        application.MapGrpcService<EmptyService>();
        application.MapGet("/readyz", static context => context.Response.WriteAsync("ready\n"));
        await application.RunAsync();
    }

    private static int Port(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private sealed class EmptyService(AuthorizeResponse answer) : AuthorizationService.AuthorizationServiceBase
    {
        public override Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context) => Task.FromResult(answer);
    }
}
