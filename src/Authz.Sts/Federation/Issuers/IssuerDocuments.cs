using System.Security.Cryptography.X509Certificates;

namespace Authz.Sts.Federation.Issuers;

/// <summary>Fetches the keys of issuers: the discovery document, and the key set that it names. Thread-safe.</summary>
internal sealed class IssuerDocuments
{
    // kube-apiserver, `--service-account-jwks-uri`
    private const string ClusterKeys = "/openid/v1/jwks";

    private readonly FederationOptions _options;
    private readonly GuardedConnection _connection;

    public IssuerDocuments(FederationOptions options, ResolveAddress? resolve = null) =>
        (_options, _connection) = (options, new GuardedConnection(new AddressRules(options.AllowedNetworks), resolve ?? GuardedConnection.ResolveAsync));

    /// <summary>Fetches the keys of an issuer.</summary>
    public Task<FetchedKeys> FetchAsync(string issuer) =>
        _options.Kubernetes is { } cluster && string.Equals(cluster.Issuer, issuer, StringComparison.Ordinal) ? FetchClusterAsync(cluster) : FetchPublicAsync(issuer);

    private async Task<FetchedKeys> FetchPublicAsync(string issuer)
    {
        X509ChainPolicy trust = TrustedAuthorities.PolicyOfSystem();
        if (_options.CaFile is { } file)
        {
            if (!TrustedAuthorities.TryRead(file, out X509Certificate2Collection authorities, out var fault)) return Unready(file, fault);
            trust = TrustedAuthorities.PolicyOf(authorities, withSystem: true);
        }

        using var https = new HttpsDocuments(_connection, trust, bearer: null, _options.FetchTimeout);
        return await FetchAsync(https, issuer, issuer, keys: null).ConfigureAwait(false);
    }

    // only the cluster's own authority counts, so that its token is shown to nobody else
    private async Task<FetchedKeys> FetchClusterAsync(ClusterIssuer cluster)
    {
        if (!TrustedAuthorities.TryRead(cluster.CaFile, out X509Certificate2Collection authorities, out var fault)) return Unready(cluster.CaFile, fault);
        string? bearer = null;
        if (cluster.TokenFile is { } file && !BearerFile.TryRead(file, out bearer, out fault)) return Unready(file, fault);
        using var https = new HttpsDocuments(
            _connection, TrustedAuthorities.PolicyOf(authorities, withSystem: false), bearer, _options.FetchTimeout);
        return cluster.ApiServer is { } server
            ? await FetchAsync(https, cluster.Issuer, server.AbsoluteUri, new Uri(server, ClusterKeys)).ConfigureAwait(false)
            : await FetchAsync(https, cluster.Issuer, cluster.Issuer, keys: null).ConfigureAwait(false);
    }

    private static async Task<FetchedKeys> FetchAsync(HttpsDocuments https, string issuer, string server, Uri? keys)
    {
        FetchedDocument discovery = await https.GetAsync(DiscoveryDocument.LocationOf(server)).ConfigureAwait(false);
        if (discovery.Outcome != FetchOutcome.Fetched) return FetchedKeys.Failed(discovery.Outcome, $"discovery document: {discovery.Detail}");
        if (DiscoveryDocument.ReadKeyLocation(discovery.Content, issuer, out var fault) is not { } location) return FetchedKeys.Failed(FetchOutcome.Invalid, fault);
        FetchedDocument set = await https.GetAsync(keys ?? location).ConfigureAwait(false);
        if (set.Outcome != FetchOutcome.Fetched) return FetchedKeys.Failed(set.Outcome, $"key set: {set.Detail}");
        return KeySetReader.Read(set.Content, out fault) is { } read
            ? new FetchedKeys(FetchOutcome.Fetched, read, "") { Size = set.Content.Length }
            : FetchedKeys.Failed(FetchOutcome.Invalid, fault);
    }

    private static FetchedKeys Unready(string file, string fault) => FetchedKeys.Failed(FetchOutcome.Unreachable, $"`{file}`: {fault}");
}
