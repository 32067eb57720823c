using System.Net;
using Authz.Sts.Federation.Issuers;

namespace Authz.Sts.Federation;

/// <summary>How tokens of OpenID Connect issuers are verified, and how issuers are asked for their keys. Immutable.</summary>
public sealed record FederationOptions
{
    /// <summary>Networks that may be connected to though they are not public; empty: public addresses only.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>PEM file of authorities that are trusted beside those of the system; null: none.</summary>
    public string? CaFile { get; init; }

    /// <summary>The cluster whose API server serves its own keys; null: none.</summary>
    public ClusterIssuer? Kubernetes { get; init; }

    /// <summary>How long a document may take, from the name's look-up to its last byte; default 5 s.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How old a token may be, by its <c>iat</c>; default 24 h.</summary>
    public TimeSpan MaxTokenAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What is wrong with the files that are named; they are read again at each fetch.</summary>
    public IEnumerable<string> FindFaults()
    {
        if (CaFile is { } file && !TrustedAuthorities.TryRead(file, out _, out var fault)) yield return $"`Authz:Federation:CaFile` is `{file}`: {fault}";
        if (Kubernetes is not { } cluster) yield break;
        if (!TrustedAuthorities.TryRead(cluster.CaFile, out _, out fault)) yield return $"`Authz:Federation:Kubernetes:CaFile` is `{cluster.CaFile}`: {fault}";
        if (cluster.TokenFile is { } token && !BearerFile.TryRead(token, out _, out fault))
            yield return $"`Authz:Federation:Kubernetes:TokenFile` is `{token}`: {fault}";
    }
}

/// <summary>A Kubernetes cluster that issues tokens of its service accounts. Its API server has an authority of its own and may ask who reads its keys.</summary>
/// <param name="Issuer">The cluster's issuer, equal to the provider's <c>Url</c>.</param>
/// <param name="CaFile">PEM file of the cluster's authority: the only one that is trusted there. Read at each fetch.</param>
/// <param name="TokenFile">File of the token that is shown there and nowhere else; null: none is shown. Read at each fetch.</param>
/// <param name="ApiServer">Where the issuer's documents are fetched in place of the issuer's own host; null: there.</param>
public sealed record ClusterIssuer(string Issuer, string CaFile, string? TokenFile, Uri? ApiServer);
