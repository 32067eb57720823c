using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Authz.Sidecar.Hosting;

/// <summary>Tells the operator what is served where, and what to worry about.</summary>
internal static partial class Announcement
{
    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    public static void Register(WebApplication application, Startup startup)
    {
        ILogger logger = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Authz");
        foreach (var warning in startup.Warnings) Warn(logger, warning);
        application.Lifetime.ApplicationStarted.Register(() =>
        {
            RestrictSockets(startup.State.Options.Listeners);
            IServerAddressesFeature? addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
            foreach (var address in addresses?.Addresses ?? []) Listening(logger, address);
            Ready(logger, startup.State.Snapshot!.Organization.Id, startup.State.Snapshot.Revision, startup.State.Options.Region);
        });
    }

    // whoever may open the socket may ask; not everybody on the machine
    private static void RestrictSockets(Configuration.ListenerOptions listeners)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in new[] { listeners.UnixSocket, listeners.Administration?.UnixSocket }.OfType<string>())
            File.SetUnixFileMode(path, SocketMode);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    private static partial void Warn(ILogger logger, string warning);

    [LoggerMessage(2, LogLevel.Information, "listening on {Address}")]
    private static partial void Listening(ILogger logger, string address);

    [LoggerMessage(3, LogLevel.Information, "ready: organization {Organization}, revision {Revision}, region {Region}")]
    private static partial void Ready(ILogger logger, string organization, string revision, string region);
}
