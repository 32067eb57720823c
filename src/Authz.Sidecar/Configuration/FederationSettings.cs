using System.Net;
using Authz.Sts.Federation;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Federation</c>.</summary>
/// <param name="text">Reads a setting; null when it is not there.</param>
/// <param name="fault">Reports a fault of a setting.</param>
internal sealed class FederationSettings(Func<string, string?> text, Action<string, string> fault)
{
    private const string Cluster = "Federation:Kubernetes:";

    // where a pod finds it (Kubernetes, "Accessing the Kubernetes API from a Pod")
    private const string ClusterCa = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";

    /// <summary>The settings there are.</summary>
    public static string[] Known { get; } =
    [
        "Federation:AllowedNetworks", "Federation:CaFile", "Federation:FetchTimeout", "Federation:MaxTokenAge",
        Cluster + "Issuer", Cluster + "CaFile", Cluster + "TokenFile", Cluster + "ApiServer",
    ];

    /// <summary>Reads them.</summary>
    /// <param name="duration">Reads a duration within bounds; null when it is not there.</param>
    public FederationOptions Read(Func<string, TimeSpan, TimeSpan, TimeSpan?> duration) => new()
    {
        AllowedNetworks = Networks("Federation:AllowedNetworks"),
        CaFile = text("Federation:CaFile"),
        Kubernetes = Kubernetes(),
        FetchTimeout = duration("Federation:FetchTimeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)) ?? TimeSpan.FromSeconds(5),
        MaxTokenAge = duration("Federation:MaxTokenAge", TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)) ?? TimeSpan.FromHours(24),
    };

    private List<IPNetwork> Networks(string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in text(key)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (TryParse(part, out IPNetwork network)) networks.Add(network);
            else fault(key, $"has `{part}`: write networks such as `10.96.0.0/12`, separated by commas");
        }

        return networks;
    }

    // an address within a network is not that network: who writes 10.0.0.1/8 may mean 10.0.0.1/32
    private static bool TryParse(string text, out IPNetwork network) =>
        IPNetwork.TryParse(text, out network) && text.Split('/') is [var address, _] && IPAddress.Parse(address).Equals(network.BaseAddress);

    private ClusterIssuer? Kubernetes()
    {
        if (text(Cluster + "Issuer") is not { } issuer)
        {
            foreach (var key in Known.Where(k => k.StartsWith(Cluster, StringComparison.Ordinal) && text(k) is not null))
                fault(key, $"needs `Authz:{Cluster}Issuer`: name the cluster's issuer");
            return null;
        }

        if (!IsHttps(issuer)) fault(Cluster + "Issuer", $"is `{issuer}`: write the `Url` of the cluster's provider, an `https` URL");
        Uri? server = null;
        if (text(Cluster + "ApiServer") is { } address)
        {
            if (IsHttps(address)) server = new Uri(address);
            else fault(Cluster + "ApiServer", $"is `{address}`: write an `https` URL without path, such as `https://kubernetes.default.svc`");
        }

        if (server is not null && server.PathAndQuery != "/")
            fault(Cluster + "ApiServer", $"is `{server}`: write an `https` URL without path, such as `https://kubernetes.default.svc`");
        return new ClusterIssuer(issuer, text(Cluster + "CaFile") ?? ClusterCa, text(Cluster + "TokenFile"), server);
    }

    private static bool IsHttps(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? read) && read.Scheme == Uri.UriSchemeHttps && read.UserInfo.Length == 0 && read.Fragment.Length == 0;
}
