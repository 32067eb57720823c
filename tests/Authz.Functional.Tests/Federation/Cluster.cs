using System.Text.Json.Nodes;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Authz.Sts.Tests.Worlds;

namespace Authz.Functional.Tests.Federation;

/// <summary>A sidecar on the example organization, whose provider is a real issuer that shows its keys by HTTPS, as a kube-apiserver does.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string OrderService = "arn:aws:iam::111122223333:role/OrderService";

    private readonly SidecarFiles _files;

    private Cluster(SidecarFiles files, HttpsIssuer issuer, TestSidecar sidecar) => (_files, Issuer, Sidecar) = (files, issuer, sidecar);

    public HttpsIssuer Issuer { get; }

    public TestSidecar Sidecar { get; }

    /// <summary>The key that the issuer signs with at first.</summary>
    public TestKey Key { get; } = new("RS256", "first");

    public string BearerFile => _files.In("bearer");

    public static async Task<Cluster> StartAsync(Transport transport = Transport.Tcp, TestClock? clock = null, params string[] settings)
    {
        var files = new SidecarFiles();
        files.Edit("accounts/111122223333/providers/cluster.json", ",\n  \"JwksFile\": \"cluster.jwks\"", "");
        File.Delete(Path.Combine(files.Organization, "accounts/111122223333/providers/cluster.jwks"));
        HttpsIssuer issuer = await HttpsIssuer.StartAsync();
        await File.WriteAllTextAsync(files.In("bearer"), "bearer-of-the-sidecar");
        TestSidecar sidecar = await TestSidecar.StartAsync(
            transport, files, clock,
            [
                .. TestSidecar.Own(files), "--Logging:LogLevel:Authz.Federation=None", "--Authz:Federation:AllowedNetworks=127.0.0.1/32",
                $"--Authz:Federation:Kubernetes:Issuer={TestTokens.Issuer}", $"--Authz:Federation:Kubernetes:CaFile={issuer.CaFile}",
                $"--Authz:Federation:Kubernetes:TokenFile={files.In("bearer")}", $"--Authz:Federation:Kubernetes:ApiServer=https://localhost:{issuer.Port}",
                .. settings,
            ]);
        var cluster = new Cluster(files, issuer, sidecar);
        issuer.ServeCluster(TestTokens.KeySet(cluster.Key));
        return cluster;
    }

    public string Token(TestKey? key = null, Action<JsonObject>? claims = null) => (key ?? Key).Token(Sidecar.Clock.GetUtcNow(), claims);

    public Task<IssueTokenResponse> TakeAsync(string token, Action<IssueTokenRequest>? change = null) => Sidecar.Client.IssueTokenAsync(Request(token, change));

    public static IssueTokenRequest Request(string token, Action<IssueTokenRequest>? change = null)
    {
        var request = new IssueTokenRequest
        {
            AssumeRoleWithWebIdentity = new AssumeRoleWithWebIdentityGrant { RoleArn = OrderService, RoleSessionName = "pod-1", WebIdentityToken = token },
        };
        change?.Invoke(request);
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        await Sidecar.DisposeAsync();
        await Issuer.DisposeAsync();
        Key.Dispose();
        _files.Dispose();
    }
}
