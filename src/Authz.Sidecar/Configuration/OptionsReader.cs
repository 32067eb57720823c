using System.Net;
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
    private readonly SettingsSource _source;

    private OptionsReader(SettingsSource source) => _source = source;

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">All configuration.</param>
    /// <param name="faults">What is wrong, each with its setting and remedy; empty when options are returned.</param>
    public static SidecarOptions? Read(IConfiguration configuration, out IReadOnlyList<string> faults)
    {
        var source = new SettingsSource(configuration);
        SidecarOptions options = new OptionsReader(source).Read();
        faults = source.Faults;
        return faults.Count == 0 ? options : null;
    }

    private SidecarOptions Read()
    {
        _source.CheckUnknown();
        var options = new SidecarOptions
        {
            OrganizationPath = _source.Text(Settings.OrganizationPath),
            Reload = Reload(),
            Keys = new KeyOptions(_source.Text(Settings.KeysPath), _source.Read(Settings.KeysGenerateWhenEmpty), _source.Read(Settings.KeysEphemeral))
            {
                PollInterval = _source.Read(Settings.KeysPollInterval),
            },
            Region = _source.Text(Settings.Region) ?? "us-east-1",
            Listeners = new ListenersReader(_source).Read(),
            StatePath = _source.Text(Settings.StatePath),
            MaxStateStaleness = _source.Read(Settings.StateMaxStaleness),
            Issuer = Issuer(),
            AccessKeyPrefix = AccessKeyPrefix(),
            StsHostSuffix = HostSuffix(),
            ProofHosts = ProofHosts(),
            SignedRequests = new SignedRequestOptions
            {
                Window = _source.Read(Settings.SignedRequestsWindow),
                LongestExpiry = _source.Read(Settings.SignedRequestsLongestExpiry),
            },
            Chains = new ChainLimits { MaxAge = _source.Read(Settings.TokensMaxChainAge) },
            Federation = new FederationReader(_source).Read(),
            Saml = new SamlSettingsReader(_source).Read(),
            ContainerCredentials = new ContainerCredentialsReader(_source).Read(),
            Mfa = new MfaOptions
            {
                MaxFailures = _source.Read(Settings.MfaMaxFailures),
                FailureWindow = _source.Read(Settings.MfaFailureWindow),
            },
            Telemetry = new TelemetryReader(_source).Read(),
            Tls = new TlsReader(_source).Read(),
            Shutdown = new ShutdownOptions { Delay = _source.Read(Settings.ShutdownDelay), Timeout = _source.Read(Settings.ShutdownTimeout) },
            Audit = new AuditSettingsReader(_source).Read(),
            Limits = Limits(),
        };
        CheckTogether(options);
        return options;
    }

    private void CheckTogether(SidecarOptions options)
    {
        if (options.Keys is { Ephemeral: true, Path: not null })
            _source.Fault(Settings.KeysEphemeral, "is set together with `Authz:Keys:Path`: keep one of the two");
        // between two looks a sidecar does not know what others revoked
        if (options.Keys.PollInterval > (options.MaxStateStaleness ?? RevocationStore.DefaultMaxStaleness))
            _source.Fault(Settings.KeysPollInterval, "is longer than `Authz:State:MaxStaleness` (30 s unless set): look more often, or allow revocations to be older");
        if (options is { IsExample: true, Reload.Watch: true })
            _source.Fault(Settings.OrganizationWatch, "needs `Authz:Organization:Path`: name the directory to watch");
        if (options.Keys is { GenerateWhenEmpty: true, Path: null })
            _source.Fault(Settings.KeysGenerateWhenEmpty, "needs `Authz:Keys:Path`: name the directory to write to");
        var mayBeRemote = _source.Read(Settings.InsecureRemote);
        if (options.Listeners.Endpoints.All(static e => IPAddress.IsLoopback(e.Address))) return;
        if (options.IsExample || options.HasEphemeralKeys)
            _source.Fault(ListenersReader.Group, "listen beyond this machine: the example organization and throw-away keys are served on loopback only");
        else if (options.Tls is null && !mayBeRemote)
            _source.Fault(
                ListenersReader.Group,
                $"listen beyond this machine without TLS: set `{Settings.TlsCertificateFile.Name}`, use loopback or a Unix socket, or set `{Settings.InsecureRemote.Name}=true`");
    }

    private string? Issuer()
    {
        if (_source.Text(Settings.TokensIssuer) is not { } issuer) return null;
        if (issuer.StartsWith("http", StringComparison.OrdinalIgnoreCase) && issuer.Contains("://", StringComparison.Ordinal) && !KeyDiscovery.IsUrl(issuer))
            _source.Fault(Settings.TokensIssuer, $"is `{issuer}`: write a URL without user, query and fragment, such as `https://authz.example.internal`");
        return issuer;
    }

    private string AccessKeyPrefix()
    {
        var prefix = _source.Text(Settings.TokensAccessKeyPrefix) ?? AccessKeyId.TemporaryPrefix;
        if (!AccessKeyId.IsPrefix(prefix) || prefix == AccessKeyId.LongTermPrefix)
            _source.Fault(
                Settings.TokensAccessKeyPrefix, $"is `{prefix}`: write four letters from A to Z, and not `{AccessKeyId.LongTermPrefix}`, which long-term keys have");
        return prefix;
    }

    private string? HostSuffix()
    {
        if (_source.Text(Settings.StsHostSuffix) is not { } suffix) return null;
        if (Uri.CheckHostName(suffix) != UriHostNameType.Dns || suffix.StartsWith('.') || suffix.EndsWith('.'))
            _source.Fault(Settings.StsHostSuffix, $"is `{suffix}`: write a domain such as `example.internal`, so that `sts.example.internal` is the global endpoint");
        return suffix;
    }

    private string[] ProofHosts()
    {
        var hosts = _source.List(Settings.StsProofHosts);
        foreach (var host in hosts)
        {
            // as it stands in a URL, and nothing else of one
            if (!Uri.TryCreate($"http://{host}", UriKind.Absolute, out Uri? url) || $"{url.Host}:{url.Port}" != (host.Contains(':', StringComparison.Ordinal) ? host : $"{host}:80"))
                _source.Fault(Settings.StsProofHosts, $"has `{host}`: write hosts in lower case such as `sts.example.internal` or `127.0.0.1:7421`, separated by commas");
        }

        return hosts;
    }

    private ReloadOptions Reload() => new()
    {
        Watch = _source.Text(Settings.OrganizationWatch) is null ? _source.Text(Settings.OrganizationPath) is not null : _source.Read(Settings.OrganizationWatch),
        PollInterval = _source.Read(Settings.OrganizationPollInterval),
        MaxStaleness = _source.Read(Settings.OrganizationMaxStaleness),
        ReadyWhenStale = _source.Text(Settings.OrganizationReadyWhenStale) is null || _source.Read(Settings.OrganizationReadyWhenStale),
        RevisionWait = _source.Read(Settings.OrganizationRevisionWait),
    };

    private PolicyLimits Limits()
    {
        PolicyLimits limits = PolicyLimits.Aws;
        foreach (PolicyLimit limit in PolicyLimit.All)
        {
            NumberSetting setting = Settings.Of(limit);
            if (_source.Text(setting) is not { } text) continue;
            if (limit.TrySet(limits, text, out PolicyLimits? changed, out var fault)) limits = changed;
            else _source.Fault(setting, fault);
        }

        return limits;
    }
}
