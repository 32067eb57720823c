using System.Net;
using Authz.Policies.Limits;
using Authz.Sidecar.Configuration;
using Authz.Sts.Federation;
using Authz.Sts.Mfa;
using Microsoft.Extensions.Configuration;

namespace Authz.Sidecar.Tests.Configuration;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Without_settings_there_are_defaults()
    {
        SidecarOptions options = Read();
        Assert.Equal("us-east-1", options.Region);
        Assert.Null(options.OrganizationPath);
        Assert.Null(options.StatePath);
        Assert.Null(options.Issuer);
        Assert.Equal(new KeyOptions(null, false, false), options.Keys);
        Assert.True(options is { IsExample: true, HasEphemeralKeys: true });
        Assert.Equal(
            new ListenerOptions(At("127.0.0.1:7420"), At("127.0.0.1:7421"), At("127.0.0.1:7422"), null, null), options.Listeners);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        SidecarOptions options = Read(
            "Organization:Path=/org", "Keys:Path=/keys", "Keys:GenerateWhenEmpty=true", "Region=eu-west-1", "State:Path=/state",
            "Tokens:Issuer=https://issuer.example", "Listeners:Grpc=10.0.0.1:1", "Listeners:Http=[::1]:2", "Listeners:Operations=localhost:3",
            "Listeners:UnixSocket=/run/grpc.sock", "Listeners:Administration=unix:/run/admin.sock", "Listeners:InsecureRemote=true");
        Assert.Equal(("/org", "/state", "eu-west-1", "https://issuer.example"), (options.OrganizationPath, options.StatePath, options.Region, options.Issuer));
        Assert.Equal(new KeyOptions("/keys", true, false), options.Keys);
        Assert.Equal(
            new ListenerOptions(
                At("10.0.0.1:1"), At("[::1]:2"), At("127.0.0.1:3"), "/run/grpc.sock", new ListenerAddress(null, "/run/admin.sock")),
            options.Listeners);
        Assert.False(options.IsExample || options.HasEphemeralKeys);
    }

    [Fact]
    public void Tokens_and_endpoints_are_those_of_AWS_unless_set() => Assert.Equal(
        ("ASIA", null, "LSIA", "example.internal"),
        (Read().AccessKeyPrefix, Read().StsHostSuffix, Read("Tokens:AccessKeyPrefix=LSIA").AccessKeyPrefix, Read("Sts:HostSuffix=example.internal").StsHostSuffix));

    [Fact]
    public void Limits_of_policies_are_those_of_AWS_unless_set() =>
        Assert.Equal(
            (PolicyLimits.Aws, PolicyLimits.Aws with { ServiceControlPoliciesPerTarget = 12, ManagedPolicyCharacters = 10_000_000 }),
            (Read().Limits,
                Read("Limits:Policies:ServiceControlPoliciesPerTarget=12", "limits:policies:managedPolicyCharacters=10000000").Limits));

    [Fact]
    public void Federation_is_strict_unless_set_otherwise()
    {
        FederationOptions usual = Read().Federation;
        Assert.Empty(usual.AllowedNetworks);
        Assert.Equal((null, null), (usual.CaFile, usual.Kubernetes));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromHours(24)), (usual.FetchTimeout, usual.MaxTokenAge));
    }

    [Fact]
    public void Settings_of_federation_are_read()
    {
        FederationOptions options = Read(
            "Federation:AllowedNetworks=10.96.0.0/12, fd00::/8", "Federation:CaFile=/ca.pem", "Federation:FetchTimeout=1s", "Federation:MaxTokenAge=1h",
            "Federation:Kubernetes:Issuer=https://oidc.example.internal", "Federation:Kubernetes:TokenFile=/token",
            "Federation:Kubernetes:ApiServer=https://kubernetes.default.svc").Federation;
        Assert.Equal([IPNetwork.Parse("10.96.0.0/12"), IPNetwork.Parse("fd00::/8")], options.AllowedNetworks);
        Assert.Equal(("/ca.pem", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), (options.CaFile, options.FetchTimeout, options.MaxTokenAge));
        Assert.Equal(
            new ClusterIssuer(
                "https://oidc.example.internal", "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt", "/token", new Uri("https://kubernetes.default.svc")),
            options.Kubernetes);
    }

    [Theory]
    [InlineData("Federation:AllowedNetworks=10.0.0.1")]
    [InlineData("Federation:AllowedNetworks=10.0.0.0/8,")]
    [InlineData("Federation:AllowedNetworks=10.0.0.1/8")]
    [InlineData("Federation:FetchTimeout=1m")]
    [InlineData("Federation:MaxTokenAge=1s")]
    [InlineData("Federation:Kubernetes:TokenFile=/token")]
    [InlineData("Federation:Kubernetes:Issuer=http://oidc.example.internal")]
    [InlineData("Federation:Kubernetes:Issuer=https://oidc.example.internal", "Federation:Kubernetes:ApiServer=kubernetes.default.svc")]
    [InlineData("Federation:Kubernetes:Issuer=https://oidc.example.internal", "Federation:Kubernetes:ApiServer=https://kubernetes.default.svc/api")]
    [InlineData("Federation:Kubernetes:Namespace=orders")]
    public void Faults_of_federation_are_told(params string[] settings) => Assert.Single(Faults(settings));

    [Fact]
    public void Guesses_of_codes_are_bounded()
    {
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)), (Read().SignedRequests.Window, Read().SignedRequests.LongestExpiry));
        SignedRequestOptions signed = Read("SignedRequests:Window=1m", "SignedRequests:LongestExpiry=168h").SignedRequests;
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)), (signed.Window, signed.LongestExpiry));
        Assert.Empty(Read().ProofHosts);
        Assert.Equal(["127.0.0.1:7421", "sts-proxy", "[::1]:80"], Read("Sts:ProofHosts=127.0.0.1:7421, sts-proxy, [::1]:80").ProofHosts);
        Assert.Equal(new MfaOptions { MaxFailures = 10, FailureWindow = TimeSpan.FromMinutes(10) }, Read().Mfa);
        Assert.Equal(
            new MfaOptions { MaxFailures = 3, FailureWindow = TimeSpan.FromHours(1) }, Read("Mfa:MaxFailures=3", "Mfa:FailureWindow=1h").Mfa);
    }

    [Fact]
    public void The_age_of_chains_is_bounded_when_it_is_set()
    {
        Assert.Null(Read().Chains.MaxAge);
        Assert.Equal(TimeSpan.FromHours(36), Read("Tokens:MaxChainAge=36h").Chains.MaxAge);
    }

    [Fact]
    public void A_directory_is_watched_unless_set_otherwise()
    {
        ReloadOptions usual = Read("Organization:Path=/org").Reload;
        Assert.Equal(new ReloadOptions { Watch = true }, usual);
        Assert.Equal((TimeSpan.FromSeconds(1), null, TimeSpan.FromSeconds(1)), (usual.PollInterval, usual.MaxStaleness, usual.RevisionWait));
        Assert.False(Read().Reload.Watch);
        Assert.False(Read("Organization:Path=/org", "Organization:Watch=false").Reload.Watch);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("00:00:02", 2_000)]
    [InlineData("0:10:00", 600_000)]
    public void A_duration_has_a_unit(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read("Organization:Path=/org", $"Organization:PollInterval={text}").Reload.PollInterval);

    [Fact]
    public void The_longest_staleness_and_wait_are_set() =>
        Assert.Equal(
            (TimeSpan.FromDays(7), TimeSpan.Zero),
            (Read("Organization:MaxStaleness=7d").Reload.MaxStaleness, Read("Organization:RevisionWait=0s").Reload.RevisionWait));

    [Fact]
    public void How_keys_and_revocations_are_followed_is_set()
    {
        SidecarOptions options = Read("Keys:Path=/keys", "Keys:PollInterval=250ms", "State:MaxStaleness=5m");
        Assert.Equal((TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(5)), (options.Keys.PollInterval, options.MaxStateStaleness));
        Assert.Equal((TimeSpan.FromSeconds(1), null), (Read().Keys.PollInterval, Read().MaxStateStaleness));
    }

    [Theory]
    [InlineData("/state/admin.sock", "Keys:Path=/keys", "State:Path=/state")]
    [InlineData("/keys/admin.sock", "Keys:Path=/keys")]
    public void The_usual_socket_of_administration_is_beside_the_revocations(string socket, params string[] settings) =>
        Assert.Equal(new ListenerAddress(null, socket), Read([.. settings, "Listeners:Administration=unix"]).Listeners.Administration);

    [Fact]
    public void Without_a_directory_there_is_no_usual_socket() =>
        Assert.Contains("Authz:State:Path", Assert.Single(Faults("Listeners:Administration=unix")), StringComparison.Ordinal);

    [Fact]
    public void Administration_may_be_a_TCP_endpoint() =>
        Assert.Equal(new ListenerAddress(At("127.0.0.1:9"), null), Read("Listeners:Administration=127.0.0.1:9").Listeners.Administration);

    [Theory]
    [InlineData("Organization:Path=/org", false, false)]
    [InlineData("Keys:Ephemeral=true", true, true)]
    [InlineData("Keys:Path=/keys", true, false)]
    public void The_example_has_throw_away_keys_unless_it_is_given_some(string setting, bool isExample, bool isEphemeral)
    {
        SidecarOptions options = Read(setting);
        Assert.Equal((isExample, isEphemeral), (options.IsExample, options.HasEphemeralKeys));
    }

    [Fact]
    public void An_empty_text_is_no_setting() => Assert.Equal("us-east-1", Read("Region=", "Listeners:UnixSocket=", "Keys:Ephemeral=").Region);

    [Theory]
    [InlineData("Regoin=eu-west-1", "Regoin")]
    [InlineData("Listeners:Grcp=127.0.0.1:1", "Listeners:Grcp")]
    [InlineData("Region:Name=eu-west-1", "Region:Name")]
    [InlineData("Keys=/keys", "Keys")]
    [InlineData("Keys:Path:Deep=x", "Keys:Path:Deep")]
    [InlineData("Nothing:At:All=x", "Nothing")]
    [InlineData("Keys:Ephemeral=yes", "Keys:Ephemeral")]
    [InlineData("Keys:GenerateWhenEmpty=1", "Keys:GenerateWhenEmpty")]
    [InlineData("Listeners:InsecureRemote=maybe", "Listeners:InsecureRemote")]
    [InlineData("Keys:GenerateWhenEmpty=true", "Keys:GenerateWhenEmpty")]
    [InlineData("Listeners:UnixSocket=relative.sock", "Listeners:UnixSocket")]
    [InlineData("Listeners:Administration=unix:relative.sock", "Listeners:Administration")]
    [InlineData("Listeners:Grpc=127.0.0.1:7421", "Listeners")]
    [InlineData("Listeners:Administration=127.0.0.1:7420", "Listeners")]
    [InlineData("Listeners:Http=0.0.0.0:1", "Listeners")]
    [InlineData("Limits:Policies:TrustPolicyCharacters=0", "Limits:Policies:TrustPolicyCharacters")]
    [InlineData("Limits:Policies:TrustPolicyCharacters=1e4", "Limits:Policies:TrustPolicyCharacters")]
    [InlineData("Limits:Policies:TrustPolicyCharacters=10000001", "Limits:Policies:TrustPolicyCharacters")]
    [InlineData("Limits:Policies:Colour=1", "Limits:Policies:Colour")]
    [InlineData("Organization:Watch=true", "Organization:Watch")]
    [InlineData("Organization:Watch=often", "Organization:Watch")]
    [InlineData("Organization:PollInterval=99ms", "Organization:PollInterval")]
    [InlineData("Organization:PollInterval=61m", "Organization:PollInterval")]
    [InlineData("Organization:PollInterval=1", "Organization:PollInterval")]
    [InlineData("Keys:PollInterval=31s", "Keys:PollInterval")]
    [InlineData("Tokens:MaxChainAge=1m", "Tokens:MaxChainAge")]
    [InlineData("Tokens:AccessKeyPrefix=LSI", "Tokens:AccessKeyPrefix")]
    [InlineData("Tokens:AccessKeyPrefix=LsIA", "Tokens:AccessKeyPrefix")]
    [InlineData("Tokens:AccessKeyPrefix=LS1A", "Tokens:AccessKeyPrefix")]
    [InlineData("Tokens:AccessKeyPrefix=AKIA", "Tokens:AccessKeyPrefix")]
    [InlineData("Tokens:Issuer=https://user@example.internal", "Tokens:Issuer")]
    [InlineData("Tokens:Issuer=https://example.internal?x", "Tokens:Issuer")]
    [InlineData("Tokens:Issuer=https://example.internal/#x", "Tokens:Issuer")]
    [InlineData("Sts:HostSuffix=.example.internal", "Sts:HostSuffix")]
    [InlineData("Sts:ProofHosts=https://sts", "Sts:ProofHosts")]
    [InlineData("Sts:ProofHosts=sts:99999", "Sts:ProofHosts")]
    [InlineData("Sts:ProofHosts=sts/", "Sts:ProofHosts")]
    [InlineData("Sts:ProofHosts=user@sts", "Sts:ProofHosts")]
    [InlineData("Sts:ProofHosts=STS", "Sts:ProofHosts")]
    [InlineData("Sts:ProofHosts=sts,", "Sts:ProofHosts")]
    [InlineData("SignedRequests:Window=16m", "SignedRequests:Window")]
    [InlineData("SignedRequests:Window=0s", "SignedRequests:Window")]
    [InlineData("SignedRequests:LongestExpiry=169h", "SignedRequests:LongestExpiry")]
    [InlineData("Sts:HostSuffix=example.internal.", "Sts:HostSuffix")]
    [InlineData("Sts:HostSuffix=10.0.0.1", "Sts:HostSuffix")]
    [InlineData("Sts:HostSuffix=https://example.internal", "Sts:HostSuffix")]
    [InlineData("Organization:MaxStaleness=999ms", "Organization:MaxStaleness")]
    [InlineData("Organization:MaxStaleness=-1s", "Organization:MaxStaleness")]
    [InlineData("Organization:MaxStaleness=4294967295d", "Organization:MaxStaleness")]
    [InlineData("Organization:RevisionWait=soon", "Organization:RevisionWait")]
    [InlineData("Organization:RevisionWait=00:01:01", "Organization:RevisionWait")]
    public void A_fault_names_its_setting(string setting, string key) =>
        Assert.StartsWith($"`Authz:{key}` ", Assert.Single(Faults(setting)), StringComparison.Ordinal);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("7420")]
    [InlineData(":7420")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:x")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("::1")]
    [InlineData("::1:7420")]
    [InlineData("example.com:7420")]
    [InlineData("http://127.0.0.1:7420")]
    public void An_address_without_a_port_is_none(string text)
    {
        foreach (var listener in new[] { "Grpc", "Http", "Operations", "Administration" })
            Assert.Contains($"is `{text}`", Assert.Single(Faults($"Listeners:{listener}={text}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_from_a_directory_are_not_throw_away() =>
        Assert.StartsWith("`Authz:Keys:Ephemeral`", Assert.Single(Faults("Keys:Ephemeral=true", "Keys:Path=/keys")), StringComparison.Ordinal);

    [Fact]
    public void One_socket_is_for_one_listener() =>
        Assert.Single(Faults("Listeners:UnixSocket=/run/a.sock", "Listeners:Administration=unix:/run/a.sock"));

    [Fact]
    public void A_socket_path_has_at_most_107_bytes()
    {
        Assert.Empty(Faults($"Listeners:UnixSocket=/{new string('a', 106)}"));
        Assert.Single(Faults($"Listeners:UnixSocket=/{new string('a', 107)}"));
        Assert.Single(Faults($"Listeners:UnixSocket=/{new string('ä', 60)}"));
    }

    [Fact]
    public void Every_fault_is_reported_at_once_and_each_once()
    {
        var faults = Faults("Regoin=x", "Listeners:Grpc=x", "Listeners:Http=y", "Keys:Ephemeral=z", "Keys:GenerateWhenEmpty=true", "Listeners:UnixSocket=s");
        Assert.Equal(6, faults.Count);
        Assert.Equal(6, faults.Distinct().Count());
    }

    private static IPEndPoint At(string text) => IPEndPoint.Parse(text);

    private static SidecarOptions Read(params string[] settings)
    {
        SidecarOptions? options = OptionsReader.Read(Configuration(settings), out var faults);
        Assert.Empty(faults);
        return options!;
    }

    private static IReadOnlyList<string> Faults(params string[] settings)
    {
        SidecarOptions? options = OptionsReader.Read(Configuration(settings), out var faults);
        Assert.Equal(faults.Count == 0, options is not null);
        return faults;
    }

    private static IConfigurationRoot Configuration(string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static s => s.Split('=', 2)).Select(static s => KeyValuePair.Create($"Authz:{s[0]}", (string?)s[1])))
        .Build();
}
