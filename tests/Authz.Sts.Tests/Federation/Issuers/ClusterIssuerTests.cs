using System.Net;
using Authz.Sts.Federation;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.Issuers;

/// <summary>A Kubernetes API server that serves its own keys: an authority of its own, and perhaps nobody unknown may read.</summary>
public sealed class ClusterIssuerTests : IAsyncLifetime
{
    private static readonly TestKey Key = new("RS256", "k");

    private readonly TemporaryDirectory _files = new();
    private HttpsIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await HttpsIssuer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Its_token_is_shown_as_it_is_at_each_fetch()
    {
        _issuer.ServeKeys(TestTokens.KeySet(Key));
        File.WriteAllText(_files["token"], "first\n");
        var documents = new IssuerDocuments(Options(), _issuer.Names());
        Assert.Equal(FetchOutcome.Fetched, (await documents.FetchAsync(TestTokens.Issuer)).Outcome);
        File.WriteAllText(_files["token"], "second");
        Assert.Equal(FetchOutcome.Fetched, (await documents.FetchAsync(TestTokens.Issuer)).Outcome);
        Assert.Equal(["Bearer first", "Bearer first", "Bearer second", "Bearer second"], _issuer.Asked.Select(static a => a.Authorization));
    }

    [Fact]
    public async Task Another_issuer_sees_neither_its_token_nor_its_authority()
    {
        const string Other = $"https://{HttpsIssuer.Host}/other";
        _issuer.Serve("/other/.well-known/openid-configuration", HttpsIssuer.Discovery(Other, $"https://{HttpsIssuer.Host}/cluster/keys"))
            .Serve("/cluster/keys", TestTokens.KeySet(Key));
        File.WriteAllText(_files["token"], "first");
        Assert.Equal(FetchOutcome.Unreachable, (await new IssuerDocuments(Options(), _issuer.Names()).FetchAsync(Other)).Outcome);
        Assert.Equal(
            FetchOutcome.Fetched,
            (await new IssuerDocuments(Options() with { CaFile = _issuer.CaFile }, _issuer.Names()).FetchAsync(Other)).Outcome);
        Assert.All(_issuer.Asked, static a => Assert.Empty(a.Authorization));
    }

    [Fact]
    public async Task Its_API_server_may_stand_elsewhere_than_its_issuer_says()
    {
        File.WriteAllText(_files["token"], "first");
        // a cluster names its advertised address, which nobody may reach
        _issuer.ServeCluster(TestTokens.KeySet(Key));
        FederationOptions options = Options($"https://localhost:{_issuer.Port}");
        FetchedKeys fetched = await new IssuerDocuments(options).FetchAsync(TestTokens.Issuer);
        Assert.Equal((FetchOutcome.Fetched, ""), (fetched.Outcome, fetched.Detail));
        _issuer.Serve("/.well-known/openid-configuration", HttpsIssuer.Discovery("https://another.example", "https://172.18.0.2:6443/openid/v1/jwks"));
        Assert.Equal(FetchOutcome.Invalid, (await new IssuerDocuments(options).FetchAsync(TestTokens.Issuer)).Outcome);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("two\nlines")]
    public async Task A_token_file_without_token_shows_none_and_asks_nobody(string? content)
    {
        if (content is not null) File.WriteAllText(_files["token"], content);
        FetchedKeys fetched = await new IssuerDocuments(Options(), _issuer.Names()).FetchAsync(TestTokens.Issuer);
        Assert.Equal(FetchOutcome.Unreachable, fetched.Outcome);
        Assert.Contains(_files["token"], fetched.Detail, StringComparison.Ordinal);
        Assert.Equal(0, _issuer.Connections);
    }

    [Fact]
    public async Task A_huge_token_file_is_not_read()
    {
        File.WriteAllText(_files["token"], new string('t', 65537));
        Assert.Contains("65536 bytes", (await new IssuerDocuments(Options(), _issuer.Names()).FetchAsync(TestTokens.Issuer)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task Without_its_authority_nobody_is_asked(string? content)
    {
        File.WriteAllText(_files["token"], "first");
        if (content is not null) File.WriteAllText(_files["other.pem"], content);
        FederationOptions options = Options() with { Kubernetes = new ClusterIssuer(TestTokens.Issuer, _files["other.pem"], _files["token"], null) };
        Assert.Equal(FetchOutcome.Unreachable, (await new IssuerDocuments(options, _issuer.Names()).FetchAsync(TestTokens.Issuer)).Outcome);
        Assert.Equal(0, _issuer.Connections);
    }

    private FederationOptions Options(string? apiServer = null) => new()
    {
        AllowedNetworks = [IPNetwork.Parse("127.0.0.1/32")],
        Kubernetes = new ClusterIssuer(TestTokens.Issuer, _issuer.CaFile, _files["token"], apiServer is null ? null : new Uri(apiServer)),
    };
}
