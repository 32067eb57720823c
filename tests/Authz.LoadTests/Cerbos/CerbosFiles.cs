namespace Authz.LoadTests.Cerbos;

/// <summary>Cerbos' configuration and its policy: the role may read orders, and DenyAllOutsideEU.</summary>
internal static class CerbosFiles
{
    private const string Policy = """
        apiVersion: api.cerbos.dev/v1
        resourcePolicy:
          version: default
          resource: order
          rules:
            - name: read-orders
              actions: ["get", "list"]
              effect: EFFECT_ALLOW
              roles: ["order_reader"]
            - name: deny-all-outside-eu
              actions: ["*"]
              effect: EFFECT_DENY
              roles: ["*"]
              condition:
                match:
                  expr: '!(R.attr.region in ["eu-central-1", "eu-west-1"])'

        """;

    /// <summary>Writes both.</summary>
    /// <returns>Path of the configuration.</returns>
    public static async Task<string> WriteAsync(CancellationToken cancellation)
    {
        var policies = Directory.CreateDirectory(Tree.Artifact("cerbos-policies")).FullName;
        await File.WriteAllTextAsync(Path.Combine(policies, "order.yaml"), Policy, cancellation);
        var configuration = Tree.Artifact("cerbos.yaml");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            storage:
              driver: disk
              disk:
                directory: "{policies}"
                watchForChanges: false
            audit:
              enabled: false
            telemetry:
              disabled: true

            """,
            cancellation);
        return configuration;
    }

    /// <summary>The command line of the server.</summary>
    /// <param name="configuration">Path of the configuration.</param>
    /// <param name="ports">Ports of gRPC and of HTTP.</param>
    public static IEnumerable<string> Arguments(string configuration, int[] ports) =>
    [
        // a log line for each request would be measured otherwise
        "server", $"--config={configuration}", "--log-level=error",
        $"--set=server.grpcListenAddr=127.0.0.1:{ports[0]}", $"--set=server.httpListenAddr=127.0.0.1:{ports[1]}",
    ];
}
