using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sts.Revocation;

namespace Authz.Sidecar.Http;

/// <summary>Health for orchestrators, and metrics.</summary>
internal static class OperationsEndpoints
{
    public static void Map(WebApplication application, SidecarState state)
    {
        // alive: the process answers
        application.MapGet("/livez", static context => Write(context, "ok\n")).On(Listener.Operations);
        // started: the first load is over; that is when the listeners open
        application.MapGet("/startupz", static context => Write(context, "ok\n")).On(Listener.Operations);
        application.MapGet("/readyz", context => WriteReadiness(context, state)).On(Listener.Operations);
        application.MapPrometheusScrapingEndpoint().On(Listener.Operations);
    }

    private static Task WriteReadiness(HttpContext context, SidecarState state)
    {
        var isStopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
        RevocationStore revocations = context.RequestServices.GetRequiredService<RevocationStore>();
        if (state.IsReady && !isStopping && !revocations.IsStale) return Write(context, Readiness(state));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        if (isStopping) return Write(context, "stopping\n");
        if (state.IsReady) return Write(context, $"revocations cannot be read: no session counts\n{string.Join('\n', state.KeyFaults)}\n");
        return Write(context, state.HasPolicies ? $"{StaleText.Of(state)}\n{Faults(state)}\n" : "no key to verify tokens with: set `Authz:Keys:Path`\n");
    }

    private static string Readiness(SidecarState state)
    {
        var text = state.IsStale ? $"ready, stale\n{Faults(state)}\n" : "ready\n";
        return state.KeyFaults.Count == 0 ? text : $"{text}keys or revocations are stale\n{string.Join('\n', state.KeyFaults)}\n";
    }

    private static string Faults(SidecarState state) => FaultText.Of(state.LastLoad.Diagnostics, state.LastLoad.LeftOut, FaultText.MaxLogged);

    private static Task Write(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text);
    }
}
