using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Authz.Sidecar.Hosting;

/// <summary>Tells the operator what is served where, and what to worry about.</summary>
internal static partial class Announcement
{
    public static void Register(WebApplication application, Startup startup)
    {
        ILogger logger = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Authz");
        foreach (var warning in startup.Warnings) Warn(logger, warning);
        application.Lifetime.ApplicationStarted.Register(() =>
        {
            IServerAddressesFeature? addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
            foreach (var address in addresses?.Addresses ?? []) Listening(logger, address);
            Ready(logger, startup.State.Snapshot!.Organization.Id, startup.State.Snapshot.Revision, startup.State.Options.Region);
        });
    }

    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    private static partial void Warn(ILogger logger, string warning);

    [LoggerMessage(2, LogLevel.Information, "listening on {Address}")]
    private static partial void Listening(ILogger logger, string address);

    [LoggerMessage(3, LogLevel.Information, "ready: organization {Organization}, revision {Revision}, region {Region}")]
    private static partial void Ready(ILogger logger, string organization, string revision, string region);
}
