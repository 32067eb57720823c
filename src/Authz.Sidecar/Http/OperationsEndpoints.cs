using Authz.Sidecar.Health;
using Authz.Sidecar.Hosting;

namespace Authz.Sidecar.Http;

/// <summary>Health for orchestrators, and metrics.</summary>
internal static class OperationsEndpoints
{
    public static void Map(WebApplication application)
    {
        Readiness readiness = application.Services.GetRequiredService<Readiness>();
        // alive: the process answers
        application.MapGet("/livez", static context => Write(context, "ok\n")).On(Listener.Operations);
        // started: the first load is over; that is when the listeners open
        application.MapGet("/startupz", static context => Write(context, "ok\n")).On(Listener.Operations);
        application.MapGet("/readyz", context => WriteReadiness(context, readiness)).On(Listener.Operations);
        application.MapPrometheusScrapingEndpoint().On(Listener.Operations);
    }

    private static Task WriteReadiness(HttpContext context, Readiness readiness)
    {
        var fault = readiness.Fault;
        if (fault is null) return Write(context, readiness.Text);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Write(context, $"{fault}\n");
    }

    private static Task Write(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text);
    }
}
