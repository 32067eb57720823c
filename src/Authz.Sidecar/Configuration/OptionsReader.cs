using System.Globalization;
using System.Net;
using System.Text;
using Authz.Policies.Limits;
using Authz.Sidecar.Http;
using Authz.Sts.Issuing;
using Authz.Sts.Mfa;
using Authz.Sts.Revocation;
using Authz.Tokens.Identifiers;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads and checks section <c>Authz</c>. Every fault is reported at once; a setting that nobody reads is one.</summary>
public sealed class OptionsReader
{
    private const string Section = "Authz";
    private const string AdministrationSocket = "admin.sock";

    private static readonly string[] Known =
    [
        "Organization:Path", "Organization:Watch", "Organization:PollInterval", "Organization:MaxStaleness", "Organization:RevisionWait",
        "Keys:Path", "Keys:GenerateWhenEmpty", "Keys:Ephemeral", "Keys:PollInterval", "Region", "State:Path", "State:MaxStaleness", "Tokens:Issuer", "Tokens:MaxChainAge", "Tokens:AccessKeyPrefix",
        "Sts:HostSuffix", "Sts:ProofHosts", "SignedRequests:Window", "SignedRequests:LongestExpiry", "Mfa:MaxFailures", "Mfa:FailureWindow",
        "Listeners:Grpc", "Listeners:Http", "Listeners:Operations", "Listeners:UnixSocket", "Listeners:Administration", "Listeners:InsecureRemote",
        .. FederationSettings.Known, .. SamlSettingsReader.Known, .. ContainerCredentialsReader.Known, .. PolicyLimit.All.Select(static l => LimitKey(l)),
    ];

    private readonly IConfigurationSection _section;
    private readonly List<string> _faults = [];

    private OptionsReader(IConfiguration configuration) => _section = configuration.GetSection(Section);

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">All configuration.</param>
    /// <param name="faults">What is wrong, each with its setting and remedy; empty when options are returned.</param>
    public static SidecarOptions? Read(IConfiguration configuration, out IReadOnlyList<string> faults)
    {
        var reader = new OptionsReader(configuration);
        SidecarOptions options = reader.Read();
        faults = reader._faults;
        return faults.Count == 0 ? options : null;
    }

    private SidecarOptions Read()
    {
        CheckUnknown(_section, "");
        var options = new SidecarOptions
        {
            OrganizationPath = Text("Organization:Path"),
            Reload = Reload(),
            Keys = new KeyOptions(Text("Keys:Path"), Flag("Keys:GenerateWhenEmpty"), Flag("Keys:Ephemeral"))
            {
                PollInterval = Duration("Keys:PollInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)) ?? TimeSpan.FromSeconds(1),
            },
            Region = Text("Region") ?? "us-east-1",
            Listeners = new ListenerOptions(
                Endpoint("Listeners:Grpc", 7420), Endpoint("Listeners:Http", 7421), Endpoint("Listeners:Operations", 7422),
                SocketPath("Listeners:UnixSocket", Text("Listeners:UnixSocket")), Address("Listeners:Administration")),
            StatePath = Text("State:Path"),
            MaxStateStaleness = Duration("State:MaxStaleness", TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
            Issuer = Issuer(),
            AccessKeyPrefix = AccessKeyPrefix(),
            StsHostSuffix = HostSuffix(),
            ProofHosts = ProofHosts(),
            SignedRequests = new SignedRequestOptions
            {
                Window = Duration("SignedRequests:Window", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15)) ?? TimeSpan.FromMinutes(5),
                LongestExpiry = Duration("SignedRequests:LongestExpiry", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)) ?? TimeSpan.FromMinutes(15),
            },
            Chains = new ChainLimits { MaxAge = Duration("Tokens:MaxChainAge", TimeSpan.FromMinutes(15), TimeSpan.FromDays(3650)) },
            Federation = new FederationSettings(Text, Fault).Read(Duration),
            Saml = new SamlSettingsReader(Text, Fault).Read(),
            ContainerCredentials = new ContainerCredentialsReader(Text, Fault).Read(Duration),
            Mfa = new MfaOptions
            {
                MaxFailures = Number("Mfa:MaxFailures", 1, 100) ?? 10,
                FailureWindow = Duration("Mfa:FailureWindow", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromMinutes(10),
            },
            Limits = Limits(),
        };
        CheckTogether(options);
        return options;
    }

    private void CheckTogether(SidecarOptions options)
    {
        if (options.Keys is { Ephemeral: true, Path: not null })
            Fault("Keys:Ephemeral", "is set together with `Authz:Keys:Path`: keep one of the two");
        // between two looks a sidecar does not know what others revoked
        if (options.Keys.PollInterval > (options.MaxStateStaleness ?? RevocationStore.DefaultMaxStaleness))
            Fault("Keys:PollInterval", "is longer than `Authz:State:MaxStaleness` (30 s unless set): look more often, or allow revocations to be older");
        if (options is { IsExample: true, Reload.Watch: true })
            Fault("Organization:Watch", "needs `Authz:Organization:Path`: name the directory to watch");
        if (options.Keys is { GenerateWhenEmpty: true, Path: null })
            Fault("Keys:GenerateWhenEmpty", "needs `Authz:Keys:Path`: name the directory to write to");
        var mayBeRemote = Flag("Listeners:InsecureRemote");
        IPEndPoint?[] endpoints =
            [options.Listeners.Grpc, options.Listeners.Http, options.Listeners.Operations, options.Listeners.Administration?.Tcp];
        foreach (IGrouping<IPEndPoint, IPEndPoint> same in endpoints.OfType<IPEndPoint>().Where(static e => e.Port != 0).GroupBy(static e => e))
        {
            if (same.Count() > 1) Fault("Listeners", $"name `{same.Key}` twice: every listener has its own");
        }

        if (options.Listeners.UnixSocket is { } socket && socket == options.Listeners.Administration?.UnixSocket)
            Fault("Listeners", $"name `{socket}` twice: every listener has its own");
        if (endpoints.All(static e => e is null || IPAddress.IsLoopback(e.Address))) return;
        if (options.IsExample || options.HasEphemeralKeys)
            Fault("Listeners", "listen beyond this machine: the example organization and throw-away keys are served on loopback only");
        else if (!mayBeRemote)
            Fault("Listeners", "listen beyond this machine without TLS: use loopback or a Unix socket, or set `Authz:Listeners:InsecureRemote=true`");
    }

    private string? Issuer()
    {
        if (Text("Tokens:Issuer") is not { } issuer) return null;
        if (issuer.StartsWith("http", StringComparison.OrdinalIgnoreCase) && issuer.Contains("://", StringComparison.Ordinal) && !KeyDiscovery.IsUrl(issuer))
            Fault("Tokens:Issuer", $"is `{issuer}`: write a URL without user, query and fragment, such as `https://authz.example.internal`");
        return issuer;
    }

    private string AccessKeyPrefix()
    {
        var prefix = Text("Tokens:AccessKeyPrefix") ?? AccessKeyId.TemporaryPrefix;
        if (!AccessKeyId.IsPrefix(prefix) || prefix == AccessKeyId.LongTermPrefix)
            Fault("Tokens:AccessKeyPrefix", $"is `{prefix}`: write four letters from A to Z, and not `{AccessKeyId.LongTermPrefix}`, which long-term keys have");
        return prefix;
    }

    private string? HostSuffix()
    {
        if (Text("Sts:HostSuffix") is not { } suffix) return null;
        if (Uri.CheckHostName(suffix) != UriHostNameType.Dns || suffix.StartsWith('.') || suffix.EndsWith('.'))
            Fault("Sts:HostSuffix", $"is `{suffix}`: write a domain such as `example.internal`, so that `sts.example.internal` is the global endpoint");
        return suffix;
    }

    private string[] ProofHosts()
    {
        var hosts = Text("Sts:ProofHosts")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        foreach (var host in hosts)
        {
            // as it stands in a URL, and nothing else of one
            if (!Uri.TryCreate($"http://{host}", UriKind.Absolute, out Uri? url) || $"{url.Host}:{url.Port}" != (host.Contains(':', StringComparison.Ordinal) ? host : $"{host}:80"))
                Fault("Sts:ProofHosts", $"has `{host}`: write hosts in lower case such as `sts.example.internal` or `127.0.0.1:7421`, separated by commas");
        }

        return hosts;
    }

    private ReloadOptions Reload() => new()
    {
        Watch = Text("Organization:Watch") is null ? Text("Organization:Path") is not null : Flag("Organization:Watch"),
        PollInterval = Duration("Organization:PollInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)) ?? TimeSpan.FromSeconds(1),
        MaxStaleness = Duration("Organization:MaxStaleness", TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650)),
        RevisionWait = Duration("Organization:RevisionWait", TimeSpan.Zero, TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(1),
    };

    private TimeSpan? Duration(string key, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text) return null;
        if (!DurationText.TryParse(text, out TimeSpan duration)) Fault(key, $"is `{text}`: write a duration such as `500ms`, `30s`, `5m` or `12h`");
        else if (duration < least || duration > most) Fault(key, $"is `{text}`: write a duration from {least:c} to {most:c}");
        return duration;
    }

    private int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Fault(key, $"is `{text}`: write a number from {least} to {most}");
        return null;
    }

    private PolicyLimits Limits()
    {
        PolicyLimits limits = PolicyLimits.Aws;
        foreach (PolicyLimit limit in PolicyLimit.All)
        {
            if (Text(LimitKey(limit)) is not { } text) continue;
            if (limit.TrySet(limits, text, out PolicyLimits? changed, out var fault)) limits = changed;
            else Fault(LimitKey(limit), fault);
        }

        return limits;
    }

    private static string LimitKey(PolicyLimit limit) => $"Limits:Policies:{limit.Name}";

    private IPEndPoint Endpoint(string key, int defaultPort)
    {
        if (Text(key) is not { } text) return new IPEndPoint(IPAddress.Loopback, defaultPort);
        if (TryParse(text, out IPEndPoint? endpoint)) return endpoint;
        Fault(key, $"is `{text}`: write `address:port`, for example `127.0.0.1:{defaultPort}`");
        return new IPEndPoint(IPAddress.Loopback, defaultPort);
    }

    private ListenerAddress? Address(string key)
    {
        if (Text(key) is not { } text) return null;
        if (text == "unix") return StateSocket(key);
        if (text.StartsWith("unix:", StringComparison.Ordinal) && text.Length > 5) return new ListenerAddress(null, SocketPath(key, text[5..]));
        if (TryParse(text, out IPEndPoint? endpoint)) return new ListenerAddress(endpoint, null);
        Fault(key, $"is `{text}`: write `unix`, `unix:/path` or `address:port`");
        return null;
    }

    // beside the revocations, where nobody but the sidecar's own user writes
    private ListenerAddress? StateSocket(string key)
    {
        if ((Text("State:Path") ?? Text("Keys:Path")) is { } directory)
            return new ListenerAddress(null, SocketPath(key, Path.GetFullPath(Path.Combine(directory, AdministrationSocket))));
        Fault(key, "is `unix`, and there is no directory for the socket: set `Authz:State:Path`, or write `unix:/path`");
        return null;
    }

    // sockaddr_un has room for 108 bytes, the last of them zero (unix(7))
    private string? SocketPath(string key, string? path)
    {
        if (path is null) return null;
        if (!Path.IsPathRooted(path)) Fault(key, $"is `{path}`: write the absolute path of a socket");
        else if (Encoding.UTF8.GetByteCount(path) > 107) Fault(key, $"is `{path}`: a socket's path has at most 107 bytes");
        return path;
    }

    // IPEndPoint.TryParse takes an address without port for port 0, also `::1`, which ends as if it had one
    private static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        endpoint = null;
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && colon < text.Length - 1 && text.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') is false
            && (text[0] == '[' || text.IndexOf(':', StringComparison.Ordinal) == colon);
        return hasPort && IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out endpoint);
    }

    private bool Flag(string key)
    {
        if (Text(key) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        if (!_faults.Exists(f => f.StartsWith($"`{Section}:{key}`", StringComparison.Ordinal))) Fault(key, $"is `{text}`: write `true` or `false`");
        return false;
    }

    private string? Text(string key) => _section[key] is { Length: > 0 } text ? text : null;

    private void CheckUnknown(IConfigurationSection section, string prefix)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            var key = prefix + child.Key;
            var isGroup = Known.Any(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
            if (isGroup && child.Value is null or "") CheckUnknown(child, key + ":");
            else if (!Known.Contains(key, StringComparer.OrdinalIgnoreCase)) Fault(key, "is no setting: correct its name or remove it");
            else foreach (IConfigurationSection below in child.GetChildren()) Fault($"{key}:{below.Key}", "is no setting: correct its name or remove it");
        }
    }

    private void Fault(string key, string text) => _faults.Add($"`{Section}:{key}` {text}");
}
