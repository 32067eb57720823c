using System.Net;
using Authz.Sts.Federation;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Federation</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class FederationReader(SettingsSource source)
{
    // where a pod finds it (Kubernetes, "Accessing the Kubernetes API from a Pod")
    private const string ClusterCa = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";

    /// <summary>Reads them.</summary>
    public FederationOptions Read() => new()
    {
        AllowedNetworks = Networks(Settings.FederationAllowedNetworks),
        CaFile = source.Text(Settings.FederationCaFile),
        Kubernetes = Kubernetes(),
        FetchTimeout = source.Read(Settings.FederationFetchTimeout),
        MaxTokenAge = source.Read(Settings.FederationMaxTokenAge),
    };

    private List<IPNetwork> Networks(TextSetting setting)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in source.List(setting))
        {
            if (TryParse(part, out IPNetwork network)) networks.Add(network);
            else source.Fault(setting, $"has `{part}`: write networks such as `10.96.0.0/12`, separated by commas");
        }

        return networks;
    }

    // an address within a network is not that network: who writes 10.0.0.1/8 may mean 10.0.0.1/32
    private static bool TryParse(string text, out IPNetwork network) =>
        IPNetwork.TryParse(text, out network) && text.Split('/') is [var address, _] && IPAddress.Parse(address).Equals(network.BaseAddress);

    private ClusterIssuer? Kubernetes()
    {
        if (source.Text(Settings.ClusterIssuer) is not { } issuer)
        {
            foreach (Setting setting in new[] { Settings.ClusterCaFile, Settings.ClusterTokenFile, Settings.ClusterApiServer }.Where(s => source.Text(s) is not null))
                source.Fault(setting, $"needs `{Settings.ClusterIssuer.Name}`: name the cluster's issuer");
            return null;
        }

        if (!IsHttps(issuer)) source.Fault(Settings.ClusterIssuer, $"is `{issuer}`: write the `Url` of the cluster's provider, an `https` URL");
        Uri? server = null;
        if (source.Text(Settings.ClusterApiServer) is { } address)
        {
            if (IsHttps(address)) server = new Uri(address);
            else source.Fault(Settings.ClusterApiServer, $"is `{address}`: write an `https` URL without path, such as `https://kubernetes.default.svc`");
        }

        if (server is not null && server.PathAndQuery != "/")
            source.Fault(Settings.ClusterApiServer, $"is `{server}`: write an `https` URL without path, such as `https://kubernetes.default.svc`");
        return new ClusterIssuer(issuer, source.Text(Settings.ClusterCaFile) ?? ClusterCa, source.Text(Settings.ClusterTokenFile), server);
    }

    private static bool IsHttps(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? read) && read.Scheme == Uri.UriSchemeHttps && read.UserInfo.Length == 0 && read.Fragment.Length == 0;
}
