using System.Net;
using Authz.Sidecar.Configuration;
using Authz.Sts.Regions;

namespace Authz.Sidecar.Query;

/// <summary>
/// The hosts of this installation's STS (STS section 4): <c>sts.</c> with a known suffix is the global endpoint, <c>sts.</c>region<c>.</c> a
/// regional one. Others have no region of their own.
/// </summary>
internal sealed class StsHosts
{
    private const string Amazon = "amazonaws.com";
    private const string Sts = "sts";

    private readonly string?[] _suffixes;
    private readonly HashSet<string> _others;

    public StsHosts(SidecarOptions options)
    {
        _suffixes = [Amazon, options.StsHostSuffix];
        _others = new HashSet<string>(options.ProofHosts, StringComparer.OrdinalIgnoreCase);
        IPEndPoint http = options.Listeners.Http;
        if (http.Port == 0) return;
        _others.Add(http.ToString());
        if (IPAddress.IsLoopback(http.Address)) _others.Add($"localhost:{http.Port}");
    }

    /// <summary>Whether a proof may name a host, with its port if it has one.</summary>
    public bool IsOurs(string authority) => _others.Contains(authority) || RegionOf(authority.Split(':')[0]) is not null;

    /// <summary>The region whose endpoint a host is, without port; null: it has none.</summary>
    public string? RegionOf(string host)
    {
        foreach (var suffix in _suffixes)
        {
            if (suffix is null || !host.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var labels = host[..^(suffix.Length + 1)].ToLowerInvariant().Split('.');
            switch (labels)
            {
                case [Sts]: return StsEndpoint.Global;
                case [Sts, { Length: > 0 } region]: return region;
                default: continue;
            }
        }

        return null;
    }
}
