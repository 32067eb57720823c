using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;

namespace Authz.Functional.Tests.Tls;

public sealed class TlsTests : IDisposable
{
    private const string Orders = "spiffe://example.org/ns/orders/sa/api";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SidecarFiles _files = new();
    private readonly TestAuthority _authority = new("test");

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Clients_that_trust_the_authority_are_answered_and_those_without_TLS_are_not()
    {
        Write(_authority.Issue());
        await using TestSidecar sidecar = await StartAsync();
        Assert.StartsWith("https://", sidecar.GrpcTcp, StringComparison.Ordinal);
        await AssertAnsweredAsync(sidecar, null);
        using (AuthzClient plain = AuthzClient.Connect(sidecar.GrpcTcp.Replace("https:", "http:", StringComparison.Ordinal))) await AssertNotAnsweredAsync(plain);
        using (var stranger = new TestAuthority("stranger")) await AssertNotAnsweredAsync(Connect(sidecar, null, stranger));
        using var browser = new HttpClient(new SocketsHttpHandler { SslOptions = Trusting(null, _authority) });
        Assert.Contains("ready", await browser.GetStringAsync($"{sidecar.Operations}/readyz", End), StringComparison.Ordinal);
        Assert.Contains("keys", await browser.GetStringAsync($"{sidecar.Http}/.well-known/jwks.json", End), StringComparison.Ordinal);
        Assert.Contains("authz_tls_certificate_remaining", await browser.GetStringAsync($"{sidecar.Operations}/metrics", End), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_must_show_a_certificate_of_the_authorities_and_probes_need_none()
    {
        Write(_authority.Issue());
        await File.WriteAllTextAsync(_files.In("ca.pem"), _authority.Certificate.ExportCertificatePem(), End);
        await using TestSidecar sidecar = await StartAsync($"--Authz:Tls:ClientCaFile={_files.In("ca.pem")}");
        await AssertAnsweredAsync(sidecar, _authority.Issue());
        await AssertNotAnsweredAsync(Connect(sidecar, null, _authority));
        using (var stranger = new TestAuthority("test")) await AssertNotAnsweredAsync(Connect(sidecar, stranger.Issue(), _authority));
        await AssertNotAnsweredAsync(Connect(sidecar, _authority.Issue(notAfter: TimeProvider.System.GetUtcNow().AddHours(-1)), _authority));
        using var browser = new HttpClient(new SocketsHttpHandler { SslOptions = Trusting(null, _authority) });
        Assert.Contains("ready", await browser.GetStringAsync($"{sidecar.Operations}/readyz", End), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => browser.GetStringAsync($"{sidecar.Http}/.well-known/jwks.json", End));
    }

    [Fact]
    public async Task Only_workloads_that_are_named_may_connect()
    {
        Write(_authority.Issue());
        await File.WriteAllTextAsync(_files.In("ca.pem"), _authority.Certificate.ExportCertificatePem(), End);
        await using TestSidecar sidecar = await StartAsync(
            $"--Authz:Tls:ClientCaFile={_files.In("ca.pem")}", $"--Authz:Tls:ClientIds={Orders}, spiffe://example.org/ns/billing/*");
        await AssertAnsweredAsync(sidecar, _authority.Issue([Orders]));
        await AssertAnsweredAsync(sidecar, _authority.Issue(["spiffe://example.org/ns/billing/sa/x"]));
        foreach (string[] uris in (string[][])[[], ["spiffe://example.org/ns/other/sa/api"], [Orders, "spiffe://example.org/ns/billing/sa/x"], ["https://example.org/ns/orders/sa/api"]])
            await AssertNotAnsweredAsync(Connect(sidecar, _authority.Issue(uris), _authority));
    }

    [Fact]
    public async Task New_files_count_for_new_connections_and_faulty_ones_for_none()
    {
        using X509Certificate2 first = _authority.Issue(), second = _authority.Issue();
        Write(first);
        await using TestSidecar sidecar = await StartAsync("--Authz:Tls:PollInterval=100ms");
        using AuthzClient before = Connect(sidecar, null, _authority);
        await AssertAnsweredAsync(before);
        Assert.Equal(first.Thumbprint, await ShownAsync(sidecar));

        // the key of another certificate
        await File.WriteAllTextAsync(_files.In("tls.crt"), second.ExportCertificatePem(), End);
        await WaitAsync(() => IsStaleAsync(sidecar));
        Assert.Equal(first.Thumbprint, await ShownAsync(sidecar));

        Write(second);
        await WaitAsync(async () => await ShownAsync(sidecar) == second.Thumbprint);
        await AssertAnsweredAsync(before);
        await AssertAnsweredAsync(sidecar, null);
    }

    [Fact]
    public void What_cannot_be_used_refuses_the_start()
    {
        Write(_authority.Issue(notAfter: TimeProvider.System.GetUtcNow().AddHours(-1)));
        Assert.Contains("the certificate ended", Assert.Single(FaultsOf()), StringComparison.Ordinal);
        Write(_authority.Issue());
        File.WriteAllText(_files.In("tls.key"), "nothing");
        Assert.StartsWith("TLS: ", Assert.Single(FaultsOf()), StringComparison.Ordinal);
        File.Delete(_files.In("tls.key"));
        Assert.Contains("cannot be read", Assert.Single(FaultsOf()), StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_this_machine_there_is_TLS_or_a_setting_that_says_what_it_is()
    {
        Write(_authority.Issue());
        string[] remote = [.. TestSidecar.FreePorts(), .. TestSidecar.Own(_files), "--Authz:Listeners:Grpc=0.0.0.0:0"];
        Assert.Null(SidecarApplication.Build(remote, out IReadOnlyList<string> faults));
        Assert.Contains("Authz:Tls:CertificateFile", Assert.Single(faults), StringComparison.Ordinal);
        Assert.NotNull(SidecarApplication.Build([.. remote, .. Tls()], out faults));
        Assert.Empty(faults);
    }

    private string[] Tls() => [$"--Authz:Tls:CertificateFile={_files.In("tls.crt")}", $"--Authz:Tls:KeyFile={_files.In("tls.key")}"];

    private IReadOnlyList<string> FaultsOf()
    {
        Assert.Null(SidecarApplication.Build([.. TestSidecar.FreePorts(), .. Tls()], out IReadOnlyList<string> faults));
        return faults;
    }

    private void Write(X509Certificate2 certificate)
    {
        File.WriteAllText(_files.In("tls.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_files.In("tls.crt"), certificate.ExportCertificatePem());
    }

    private Task<TestSidecar> StartAsync(params string[] settings) =>
        TestSidecar.StartAsync(Transport.Tcp, _files, TestClock.Running(), [.. Tls(), "--Authz:Tls:Loopback=true", .. settings]);

    private static SslClientAuthenticationOptions Trusting(X509Certificate2? own, TestAuthority authority)
    {
        var options = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        options.CertificateChainPolicy.CustomTrustStore.Add(authority.Certificate);
        if (own is not null) options.ClientCertificates = [own];
        return options;
    }

    private static AuthzClient Connect(TestSidecar sidecar, X509Certificate2? own, TestAuthority authority) =>
        AuthzClient.Connect(sidecar.GrpcTcp, new AuthzClientOptions { Deadline = TimeSpan.FromSeconds(30), Tls = Trusting(own, authority) });

    private async Task AssertAnsweredAsync(TestSidecar sidecar, X509Certificate2? own)
    {
        using AuthzClient client = Connect(sidecar, own, _authority);
        await AssertAnsweredAsync(client);
    }

    private static async Task AssertAnsweredAsync(AuthzClient client) =>
        Assert.Equal(DecisionReason.TokenMissing, (await client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"), End)).Reason);

    private static async Task AssertNotAnsweredAsync(AuthzClient client)
    {
        using (client) await Assert.ThrowsAsync<AuthzException>(() => client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"), End));
    }

    // the certificate that a new connection is shown
    private static async Task<string> ShownAsync(TestSidecar sidecar)
    {
        var shown = "";
        using var browser = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    shown = certificate!.GetCertHashString();
                    return true;
                },
            },
        });
        await browser.GetStringAsync($"{sidecar.Operations}/livez", End);
        return shown;
    }

    private async Task<bool> IsStaleAsync(TestSidecar sidecar)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { SslOptions = Trusting(null, _authority) });
        var metrics = await browser.GetStringAsync($"{sidecar.Operations}/metrics", End);
        return metrics.Split('\n').Single(static l => l.StartsWith("authz_tls_stale", StringComparison.Ordinal)).Split(' ')[1] == "1";
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition()) await Task.Delay(50, patience.Token);
    }
}
