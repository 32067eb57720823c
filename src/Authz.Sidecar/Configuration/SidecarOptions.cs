using System.Net;
using Authz.Policies.Limits;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Containers;
using Authz.Sts.Federation;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Issuing;
using Authz.Sts.Mfa;
using Authz.Tokens.Identifiers;

namespace Authz.Sidecar.Configuration;

/// <summary>Where the sidecar listens.</summary>
/// <param name="Grpc">gRPC, HTTP/2 without TLS.</param>
/// <param name="Http">HTTP: the STS Query API, JWKS.</param>
/// <param name="Operations">Health and metrics.</param>
/// <param name="UnixSocket">Path of a Unix socket for gRPC; null: none.</param>
/// <param name="Administration">The administration service; null: not offered.</param>
public sealed record ListenerOptions(IPEndPoint Grpc, IPEndPoint Http, IPEndPoint Operations, string? UnixSocket, ListenerAddress? Administration)
{
    /// <summary>Most connections of each listener; 1 to 1,000,000, default 20,000.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>Most calls under way on one HTTP/2 connection; 1 to 10,000, default 100.</summary>
    public int MaxStreams { get; init; } = 100;

    /// <summary>After how long without a frame an HTTP/2 client is asked whether it is still there; 1 s to 1 h, default 60 s.</summary>
    public TimeSpan PingDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Every TCP endpoint.</summary>
    internal IEnumerable<IPEndPoint> Endpoints => new[] { Grpc, Http, Operations, Administration?.Tcp }.OfType<IPEndPoint>();
}

/// <summary>A TCP endpoint or a Unix socket.</summary>
/// <param name="Tcp">The endpoint; null for a socket.</param>
/// <param name="UnixSocket">The socket's path; null for TCP.</param>
public sealed record ListenerAddress(IPEndPoint? Tcp, string? UnixSocket);

/// <summary>Where keys come from.</summary>
/// <param name="Path">Directory of keys; null: none.</param>
/// <param name="GenerateWhenEmpty">Whether a first key is written into an empty directory.</param>
/// <param name="Ephemeral">Whether throw-away keys are used; then nothing listens beyond this machine.</param>
public sealed record KeyOptions(string? Path, bool GenerateWhenEmpty, bool Ephemeral)
{
    /// <summary>How often the directory of keys and the revocations are looked at; 100 ms to 1 h, default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>The sidecar's settings, section <c>Authz</c>, read and checked. Immutable.</summary>
public sealed record SidecarOptions
{
    /// <summary>Directory of the organization; null: the embedded example.</summary>
    public required string? OrganizationPath { get; init; }

    /// <summary>How the organization follows its directory; default: it does not.</summary>
    public ReloadOptions Reload { get; init; } = new() { Watch = false };

    /// <summary>Where keys come from.</summary>
    public required KeyOptions Keys { get; init; }

    /// <summary>The sidecar's own region; default <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Where the sidecar listens.</summary>
    public required ListenerOptions Listeners { get; init; }

    /// <summary>Directory of what must survive a restart, revocations above all; null: the directory of keys.</summary>
    public required string? StatePath { get; init; }

    /// <summary>How long revocations may be unreadable before no session counts; 1 s to 3650 d. Null: 30 s.</summary>
    public TimeSpan? MaxStateStaleness { get; init; }

    /// <summary>What tokens say of who issued them; null: <c>urn:authz:</c> and the organization's id.</summary>
    public required string? Issuer { get; init; }

    /// <summary>The four letters with which the ids of temporary access keys begin; default <c>ASIA</c>, as in AWS.</summary>
    public string AccessKeyPrefix { get; init; } = AccessKeyId.TemporaryPrefix;

    /// <summary>The domain under which the host <c>sts</c> is the global endpoint and <c>sts.</c>region a regional one, beside <c>amazonaws.com</c>; null: none.</summary>
    public string? StsHostSuffix { get; init; }

    /// <summary>Hosts, with their ports, for which a proof may be presigned beside those of STS and the HTTP listener; default: none.</summary>
    public IReadOnlyList<string> ProofHosts { get; init; } = [];

    /// <summary>Which pods get which roles at the endpoint for container credentials.</summary>
    public ContainerCredentialsOptions ContainerCredentials { get; init; } = new();

    /// <summary>How signed requests that other services received are verified.</summary>
    public SignedRequestOptions SignedRequests { get; init; } = new();

    /// <summary>How far chains of sessions go.</summary>
    public ChainLimits Chains { get; init; } = new();

    /// <summary>How tokens of identity providers are verified.</summary>
    public FederationOptions Federation { get; init; } = new();

    /// <summary>What SAML assertions must say.</summary>
    public SamlSettings Saml { get; init; } = new();

    /// <summary>How often codes of MFA devices may be guessed.</summary>
    public MfaOptions Mfa { get; init; } = new();

    /// <summary>Where telemetry goes.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>How listeners speak TLS; null: they do not.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>How the sidecar ends.</summary>
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <summary>What is recorded, how and where.</summary>
    internal AuditOptions Audit { get; init; } = new();

    /// <summary>How large and how many policies may be; default: as AWS has it.</summary>
    public PolicyLimits Limits { get; init; } = PolicyLimits.Aws;

    /// <summary>Whether the embedded example organization is served.</summary>
    public bool IsExample => OrganizationPath is null;

    /// <summary>Whether keys die with the process.</summary>
    public bool HasEphemeralKeys => Keys.Ephemeral || (IsExample && Keys.Path is null);
}
