namespace Authz.LoadTests.Servers;

/// <summary>Starts the sidecar.</summary>
internal static class SidecarProcess
{
    /// <summary>Starts it on unused ports of loopback, its administration service included.</summary>
    /// <param name="options">Which program.</param>
    /// <param name="settings">More settings; none: the embedded example organization.</param>
    /// <param name="cancellation">Ends the wait and the process.</param>
    public static Task<ServerProcess> StartAsync(LoadOptions options, IEnumerable<string> settings, CancellationToken cancellation) =>
        ServerProcess.StartAsync(
            "sidecar",
            options.SidecarBinary ?? Tree.Program("Authz.Sidecar", "authz-sidecar"),
            ports =>
            [
                $"--Authz:Listeners:Grpc=127.0.0.1:{ports[0]}", $"--Authz:Listeners:Operations=127.0.0.1:{ports[1]}",
                $"--Authz:Listeners:Administration=127.0.0.1:{ports[2]}", $"--Authz:Listeners:Http=127.0.0.1:{ports[3]}", .. settings,
            ],
            "/readyz",
            cancellation);
}
