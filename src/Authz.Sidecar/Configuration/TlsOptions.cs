namespace Authz.Sidecar.Configuration;

/// <summary>How listeners speak TLS. Immutable.</summary>
/// <param name="CertificateFile">PEM file of the certificate and those between it and its authority.</param>
/// <param name="KeyFile">PEM file of its private key.</param>
public sealed record TlsOptions(string CertificateFile, string KeyFile)
{
    /// <summary>PEM file of the authorities that vouch for clients; null: clients need no certificate.</summary>
    public string? ClientCaFile { get; init; }

    /// <summary>SPIFFE ids that may connect, and paths of them that end with <c>/*</c>; empty: whoever the authorities vouch for.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>Whether listeners on loopback speak TLS too; default: they do not.</summary>
    public bool Loopback { get; init; }

    /// <summary>How often the files are looked at; 100 ms to 1 h, default 10 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);
}
