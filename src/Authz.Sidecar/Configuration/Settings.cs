using Authz.Policies.Limits;
using Authz.Sidecar.Audit;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Revocation;
using Authz.Tokens.Identifiers;

namespace Authz.Sidecar.Configuration;

/// <summary>Every setting there is.</summary>
internal static class Settings
{
    public static readonly TextSetting OrganizationPath = new("Organization:Path", "directory", "the embedded example", "The directory to serve");
    public static readonly FlagSetting OrganizationWatch = new("Organization:Watch", "Take over changes of the directory without being called")
    {
        Otherwise = "`true` with a path",
    };
    public static readonly DurationSetting OrganizationPollInterval = new(
        "Organization:PollInterval", Milliseconds(100), Hours(1), Seconds(1), "How often the directory is compared, for changes that nothing reported");
    public static readonly OptionalDurationSetting OrganizationMaxStaleness = new(
        "Organization:MaxStaleness", Seconds(1), Days(3650), "for ever", "How long an organization may serve after a load that failed; then everything is denied");
    public static readonly FlagSetting OrganizationReadyWhenStale = new(
        "Organization:ReadyWhenStale", "Whether a sidecar is ready whose last load failed, so that older policies serve; `/readyz` says `stale` in any case")
    {
        Otherwise = "`true`",
    };

    public static readonly DurationSetting OrganizationRevisionWait = new(
        "Organization:RevisionWait", TimeSpan.Zero, Minutes(1), Seconds(1), "How long a request waits for its `min_policy_revision`; `0s`: not at all");

    public static readonly TextSetting KeysPath = new(
        "Keys:Path", "directory", "none; throw-away keys for the example", "The directory of keys; without keys nothing is issued and every token is refused");
    public static readonly FlagSetting KeysGenerateWhenEmpty = new("Keys:GenerateWhenEmpty", "Write a first key into an empty directory (mode 0600)");
    public static readonly FlagSetting KeysEphemeral = new("Keys:Ephemeral", "Throw-away keys, on loopback only");
    public static readonly DurationSetting KeysPollInterval = new(
        "Keys:PollInterval", Milliseconds(100), Hours(1), Seconds(1), "How often keys and revocations are looked at; no longer than `Authz:State:MaxStaleness`");

    public static readonly TextSetting StatePath = new(
        "State:Path", "directory", "the directory of keys", "Where revocations and used MFA codes are kept; of one sidecar only, unless none takes MFA codes");
    public static readonly OptionalDurationSetting StateMaxStaleness = new(
        "State:MaxStaleness", Seconds(1), Days(3650), $"`{DurationText.Of(RevocationStore.DefaultMaxStaleness)}`", "How long revocations may be unreadable before no session counts");

    public static readonly NumberSetting MfaMaxFailures = new("Mfa:MaxFailures", 1, 100, 10, "So many wrong codes lock an MFA device");
    public static readonly DurationSetting MfaFailureWindow = new("Mfa:FailureWindow", Minutes(1), Days(1), Minutes(10), "The time within which they count");

    public static readonly TextSetting Region = new("Region", "region", "`us-east-1`", "The sidecar's own region");

    public static readonly TextSetting StsHostSuffix = new(
        "Sts:HostSuffix", "domain", "none", "A domain under which the host `sts` is the global STS endpoint and `sts.<region>` a regional one, beside `amazonaws.com`");
    public static readonly TextSetting StsProofHosts = new(
        "Sts:ProofHosts", "hosts with their ports, separated by commas", "none", "For which a proof may be presigned beside `sts.*` and the HTTP listener's own address");

    public static readonly TextSetting ContainerRoles = new(
        "ContainerCredentials:Roles", "`SUBJECT=ROLE-ARN`, separated by spaces", "none", "Who gets which role at `/v1/credentials`; `*` stands for all other subjects");
    public static readonly DurationSetting ContainerDuration = new(
        "ContainerCredentials:Duration", Minutes(15), Hours(12), Hours(1), "How long those sessions last, and no longer than the role allows");

    public static readonly DurationSetting SignedRequestsWindow = new(
        "SignedRequests:Window", Seconds(1), Minutes(15), Minutes(5), "How far the clock of who signed a request that a service hands over may be off, both ways");
    public static readonly DurationSetting SignedRequestsLongestExpiry = new(
        "SignedRequests:LongestExpiry", Seconds(1), Days(7), Minutes(15), "How long such a request counts that is signed in its URL, however late it says that it expires");

    public static readonly TextSetting TokensIssuer = new(
        "Tokens:Issuer", "text or URL", "`urn:authz:` and the organization's id", "The `iss` of session tokens; a URL such as `https://authz.example.internal` is discovered there");
    public static readonly TextSetting TokensAccessKeyPrefix = new(
        "Tokens:AccessKeyPrefix", "four letters from A to Z", $"`{AccessKeyId.TemporaryPrefix}`",
        "With which the ids of temporary access keys begin; those of AWS trip scanners for secrets");
    public static readonly OptionalDurationSetting TokensMaxChainAge = new(
        "Tokens:MaxChainAge", Minutes(15), Days(3650), "none", "How long after its first session a chain of roles may grow; it has four ancestors at most in any case");

    public static readonly TextSetting SamlConsumerUrls = new(
        "Federation:Saml:ConsumerUrls", "URLs, separated by commas", "those of AWS' sign-in", "To which SAML assertions may be addressed: the `Recipient` must be one of them");
    public static readonly TextSetting SamlAudience = new(
        "Federation:Saml:Audience", "text", $"`{new SamlSettings().Audience}`", "The audience that they must be restricted to, beside the recipient's URL");
    public static readonly ChoiceSetting SamlReplay = new(
        "Federation:Saml:Replay", ["off", "perRole", "strict"],
        "How often one may be redeemed while it is valid: `off` as often as wanted (as in AWS), `perRole` once for each role, `strict` once");
    public static readonly TextSetting FederationAllowedNetworks = new(
        "Federation:AllowedNetworks", "networks, separated by commas", "none", "Networks of issuers that are not public");
    public static readonly TextSetting FederationCaFile = new("Federation:CaFile", "PEM file", "none", "Authorities beside those of the system");
    public static readonly DurationSetting FederationFetchTimeout = new(
        "Federation:FetchTimeout", Milliseconds(100), Seconds(30), Seconds(5), "How long a document of an issuer may take");
    public static readonly DurationSetting FederationMaxTokenAge = new(
        "Federation:MaxTokenAge", Minutes(1), Days(365), Hours(24), "How old a web identity token may be by its `iat`");
    public static readonly TextSetting ClusterIssuer = new(
        "Federation:Kubernetes:Issuer", "`https` URL", "none", "The cluster that serves its own keys; equal to the provider's `Url`");
    public static readonly TextSetting ClusterCaFile = new(
        "Federation:Kubernetes:CaFile", "PEM file", "`/var/run/secrets/kubernetes.io/serviceaccount/ca.crt`", "The only authority that is trusted there");
    public static readonly TextSetting ClusterTokenFile = new(
        "Federation:Kubernetes:TokenFile", "file", "none", "The token that is shown there, and nowhere else");
    public static readonly TextSetting ClusterApiServer = new(
        "Federation:Kubernetes:ApiServer", "`https` URL without path", "the issuer's host", "Where its documents are fetched");

    public static readonly TextSetting GrpcListener = new(
        "Listeners:Grpc", "`address:port`", "`127.0.0.1:7420`", "gRPC (HTTP/2, on loopback without TLS); port 0 takes any free one and prints it");
    public static readonly TextSetting UnixSocket = new("Listeners:UnixSocket", "absolute path", "none", "A Unix socket for gRPC, mode 0660");
    public static readonly TextSetting HttpListener = new(
        "Listeners:Http", "`address:port`", "`127.0.0.1:7421`", "The STS Query API at `/`, `/v1/credentials`, `/.well-known/jwks.json`, `/.well-known/openid-configuration`");
    public static readonly TextSetting OperationsListener = new(
        "Listeners:Operations", "`address:port`", "`127.0.0.1:7422`", "`/livez`, `/readyz`, `/startupz`, `/metrics`");
    public static readonly TextSetting AdministrationListener = new(
        "Listeners:Administration", "`unix`, `unix:/path` or `address:port`", "none",
        "The administration service; `unix` is the socket `admin.sock` beside the revocations; every call is signed and needs a permission");
    public static readonly NumberSetting MaxConnections = new("Listeners:MaxConnections", 1, 1_000_000, 20_000, "Most connections of each listener; more are closed at once");
    public static readonly NumberSetting MaxStreams = new("Listeners:MaxStreams", 1, 10_000, 100, "Most calls under way on one HTTP/2 connection; a client waits for the next");
    public static readonly DurationSetting PingDelay = new(
        "Listeners:PingDelay", Seconds(1), Hours(1), Seconds(60), "After so long without a frame an HTTP/2 client is asked whether it is still there; one that does not answer in 20 seconds is gone");
    public static readonly FlagSetting InsecureRemote = new("Listeners:InsecureRemote", "Allow listening beyond loopback without TLS");

    public static readonly TextSetting OtlpEndpoint = new(
        "Telemetry:Otlp:Endpoint", "URL", "none, or `OTEL_EXPORTER_OTLP_ENDPOINT`", "The collector that gets metrics, traces and logs");
    public static readonly ChoiceSetting OtlpProtocol = new("Telemetry:Otlp:Protocol", ["grpc", "http/protobuf"], "How it is spoken to");
    public static readonly TextSetting OtlpHeaders = new("Telemetry:Otlp:Headers", "`name=value`, separated by commas", "none", "Headers of each export") { IsSecret = true };
    public static readonly NumberSetting TracesOneIn = new(
        "Telemetry:TracesOneIn", 0, 1_000_000, 0, "Of so many calls whose callers sample nothing one is traced, `0` for none; callers that sample are always followed");

    public static readonly TextSetting TlsCertificateFile = new(
        "Tls:CertificateFile", "PEM file", "none", "The sidecar's certificate, and those between it and its authority; every TCP listener beyond loopback then speaks TLS 1.2 or 1.3");
    public static readonly TextSetting TlsKeyFile = new("Tls:KeyFile", "PEM file", "none", "The certificate's key");
    public static readonly TextSetting TlsClientCaFile = new(
        "Tls:ClientCaFile", "PEM file", "none", "The only authorities that vouch for clients; clients of all listeners but that for operations must then show a certificate");
    public static readonly TextSetting TlsClientIds = new(
        "Tls:ClientIds", "SPIFFE ids, also `spiffe://domain/path/*`, separated by commas", "whoever those vouch for", "Who may connect, by the id in the certificate");
    public static readonly FlagSetting TlsLoopback = new("Tls:Loopback", "TLS on loopback too");
    public static readonly DurationSetting TlsPollInterval = new(
        "Tls:PollInterval", Milliseconds(100), Hours(1), Seconds(10), "How often these files are looked at; new ones count for new connections");

    public static readonly DurationSetting ShutdownDelay = new(
        "Shutdown:Delay", TimeSpan.Zero, Minutes(5), TimeSpan.Zero,
        "How long the sidecar still serves after SIGTERM, not ready any more, so that callers and load balancers see it; behind a Kubernetes service `5s`");
    public static readonly DurationSetting ShutdownTimeout = new(
        "Shutdown:Timeout", Seconds(1), Minutes(5), Seconds(30), "How long calls that are under way may take to end after that; shorter than the orchestrator's own patience");

    public static readonly ChoiceSetting AuditDecisions = new(
        "Audit:Decisions", ["off", "latency", "durable", "blocking"],
        "How decisions are recorded: `latency` delays no call and drops and counts what finds no room, `durable` has each in a file before it is answered, "
        + "`blocking` on the disk; no record, no answer");
    public static readonly ChoiceSetting AuditIssues = new(
        "Audit:Issues", ["off", "latency", "durable", "blocking"], "How issued and refused credentials are recorded, likewise");
    public static readonly ChoiceSetting AuditFormat = new("Audit:Format", ["cloudtrail", "ocsf"], "The shape of records");
    public static readonly TextSetting AuditDirectory = new("Audit:Directory", "directory", "none", "Where files of records are kept, of one sidecar only; each record is chained to the one before it");
    public static readonly NumberSetting AuditFileSize = new("Audit:FileSize", 1, 1024, 64, "At how many MiB a file is followed by the next");
    public static readonly NumberSetting AuditFileCount = new("Audit:FileCount", 2, 10_000, 16, "How many files are kept");
    public static readonly FlagSetting AuditStandardOutput = new("Audit:StandardOutput", "Write records to standard output");
    public static readonly NumberSetting AuditAllowsPerRecord = new("Audit:AllowsPerRecord", 1, 1_000_000, 1, "Of so many allows one is recorded; every denial is");
    public static readonly TextSetting AuditMasked = new(
        "Audit:Masked", "context keys and fields, separated by commas", "none",
        $"What stands in no record; fields are {string.Join(", ", FieldGuard.Names.Select(static n => $"`{n}`"))}. Sentences, which may name anything, are then left out");
    public static readonly TextSetting AuditHashed = new("Audit:Hashed", "as `Authz:Audit:Masked`", "none", "In whose place a keyed hash stands");
    public static readonly TextSetting AuditHashKeyFile = new("Audit:HashKeyFile", "file of at least 32 bytes", "none", "The key of those hashes");
    public static readonly TextSetting AuditChainKeyFile = new(
        "Audit:ChainKeyFile", "file of at least 32 bytes", "none", "The key of the chain of records; without one whoever may write the files may link them anew");
    public static readonly NumberSetting AuditQueueSize = new("Audit:QueueSize", 1, 1024, 32, "Most MiB of records that wait, in latency mode");
    public static readonly DurationSetting AuditMemory = new("Audit:Memory", TimeSpan.Zero, Days(1), Minutes(15), "How long `GetDecision` knows a decision; `0s`: not at all");
    public static readonly NumberSetting AuditMemorySize = new("Audit:MemorySize", 1, 1024, 16, "Most MiB of decisions that it knows, half of them denials; of allows at most 1,000 a second");

    /// <summary>All of them, in the order of the reference page.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        OrganizationPath, OrganizationWatch, OrganizationPollInterval, OrganizationMaxStaleness, OrganizationReadyWhenStale, OrganizationRevisionWait,
        KeysPath, KeysGenerateWhenEmpty, KeysEphemeral, KeysPollInterval,
        StatePath, StateMaxStaleness,
        MfaMaxFailures, MfaFailureWindow,
        Region,
        StsHostSuffix, StsProofHosts,
        ContainerRoles, ContainerDuration,
        SignedRequestsWindow, SignedRequestsLongestExpiry,
        TokensIssuer, TokensAccessKeyPrefix, TokensMaxChainAge,
        SamlConsumerUrls, SamlAudience, SamlReplay,
        FederationAllowedNetworks, FederationCaFile, FederationFetchTimeout, FederationMaxTokenAge,
        ClusterIssuer, ClusterCaFile, ClusterTokenFile, ClusterApiServer,
        GrpcListener, UnixSocket, HttpListener, OperationsListener, AdministrationListener, MaxConnections, MaxStreams, PingDelay, InsecureRemote,
        OtlpEndpoint, OtlpProtocol, OtlpHeaders, TracesOneIn,
        TlsCertificateFile, TlsKeyFile, TlsClientCaFile, TlsClientIds, TlsLoopback, TlsPollInterval,
        ShutdownDelay, ShutdownTimeout,
        AuditDecisions, AuditIssues, AuditFormat, AuditDirectory, AuditFileSize, AuditFileCount, AuditStandardOutput, AuditAllowsPerRecord,
        AuditMasked, AuditHashed, AuditHashKeyFile, AuditChainKeyFile, AuditQueueSize, AuditMemory, AuditMemorySize,
        .. PolicyLimit.All.Select(Of),
    ];

    /// <summary>The setting of a quota of policies.</summary>
    public static NumberSetting Of(PolicyLimit limit) => new(
        $"Limits:Policies:{limit.Name}", 1, PolicyLimit.MaxValue, limit.Of(PolicyLimits.Aws), "A quota of policies, as AWS has it: characters, or policies");

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);

    private static TimeSpan Days(int count) => TimeSpan.FromDays(count);
}
