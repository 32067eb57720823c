using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Authz.Sts.Federation;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Tests.Worlds;
using Microsoft.AspNetCore.Http;

namespace Authz.Sts.Tests.Federation.Issuers;

/// <summary>What issuers answer, over real connections.</summary>
public sealed class IssuerDocumentsTests : IAsyncLifetime
{
    private const string Discovery = "/cluster/.well-known/openid-configuration";

    private static readonly TestKey Key = new("RS256", "k");
    private static readonly string KeySet = TestTokens.KeySet(Key);

    private HttpsIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await HttpsIssuer.StartAsync();

    public async ValueTask DisposeAsync() => await _issuer.DisposeAsync();

    [Fact]
    public async Task Keys_come_from_the_set_that_the_discovery_document_names()
    {
        FetchedKeys fetched = await Fetch(_issuer.ServeKeys(KeySet));
        Assert.Equal((FetchOutcome.Fetched, ""), (fetched.Outcome, fetched.Detail));
        Assert.Equal("k", Assert.Single(fetched.Keys!.Keys).KeyId);
        Assert.Equal([(Discovery, ""), ("/cluster/keys", "")], _issuer.Asked);
    }

    [Fact]
    public async Task Another_authority_is_not_trusted() =>
        await Failed(FetchOutcome.Unreachable, "SecureConnectionError", _issuer.ServeKeys(KeySet), Options() with { CaFile = null });

    [Fact]
    public async Task A_certificate_of_another_host_is_not_trusted()
    {
        _issuer.Serve("/.well-known/openid-configuration", HttpsIssuer.Discovery("https://elsewhere.example", "https://elsewhere.example/keys"));
        FetchedKeys fetched = await new IssuerDocuments(Options(), _issuer.Names()).FetchAsync("https://elsewhere.example");
        Assert.Equal(FetchOutcome.Unreachable, fetched.Outcome);
        Assert.Empty(_issuer.Asked);
    }

    [Fact]
    public async Task W15_A_document_of_another_issuer_is_refused() =>
        await Failed(FetchOutcome.Invalid, "of another issuer", _issuer.ServeKeys(KeySet, issuer: "https://evil.example"));

    [Fact]
    public async Task Keys_are_not_asked_for_without_TLS() => await Failed(
        FetchOutcome.Invalid, "no `https` URL", _issuer.Serve(Discovery, HttpsIssuer.Discovery(TestTokens.Issuer, $"http://{HttpsIssuer.Host}/cluster/keys")));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.2]")]
    [InlineData("metadata.example")]
    public async Task W16_Keys_are_not_asked_for_at_an_address_that_is_not_public(string host)
    {
        _issuer.Serve(Discovery, HttpsIssuer.Discovery(TestTokens.Issuer, $"https://{host}/latest/meta-data"));
        await Failed(FetchOutcome.Forbidden, "not public", _issuer, names: _issuer.Names(("metadata.example", "169.254.169.254")));
        // the discovery document's alone
        Assert.Equal(1, _issuer.Connections);
    }

    [Fact]
    public async Task W16_An_issuer_at_an_address_that_is_not_public_is_not_connected_to()
    {
        await Failed(FetchOutcome.Forbidden, "not public", _issuer.ServeKeys(KeySet), Options() with { AllowedNetworks = [] });
        Assert.Equal(0, _issuer.Connections);
    }

    [Fact]
    public async Task W16_A_name_that_leads_elsewhere_the_second_time_is_not_followed()
    {
        _issuer.ServeKeys(KeySet);
        var asked = 0;
        ResolveAddress rebound = (name, _) => ValueTask.FromResult<IReadOnlyList<IPEndPoint>>([
            Interlocked.Increment(ref asked) == 1 ? new IPEndPoint(IPAddress.Loopback, _issuer.Port) : new IPEndPoint(IPAddress.Parse("127.0.0.2"), name.Port),
        ]);
        _issuer.Serve(Discovery, context =>
        {
            // so that the key set needs a connection of its own
            context.Response.Headers.Connection = "close";
            return context.Response.WriteAsync(HttpsIssuer.Discovery(TestTokens.Issuer, $"https://{HttpsIssuer.Host}/cluster/keys"));
        });
        await Failed(FetchOutcome.Forbidden, "not public", _issuer, names: rebound);
        Assert.Equal((2, 1), (asked, _issuer.Connections));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W16_A_certificate_has_nothing_fetched_from_where_it_says(bool hasAuthority)
    {
        using var beside = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        beside.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using HttpsIssuer issuer = await HttpsIssuer.StartAsync($"http://{beside.LocalEndPoint}/latest/meta-data");
        // only now: the issuer looks for its own issuer's certificate when it starts
        beside.Listen();
        await Failed(
            FetchOutcome.Unreachable, "SecureConnectionError", issuer.ServeKeys(KeySet), Options() with { CaFile = hasAuthority ? issuer.CaFile : null },
            issuer.Names());
        Assert.Equal((1, false), (issuer.Connections, beside.Poll(0, SelectMode.SelectRead)));
    }

    [Fact]
    public async Task A_redirect_within_the_host_is_followed()
    {
        _issuer.ServeKeys(KeySet).Serve("/moved", HttpsIssuer.Discovery(TestTokens.Issuer, $"https://{HttpsIssuer.Host}/cluster/keys"));
        FetchedKeys fetched = await Fetch(_issuer.Serve(Discovery, static c => Redirect(c, "/moved")));
        Assert.Equal(FetchOutcome.Fetched, fetched.Outcome);
    }

    [Theory]
    [InlineData("https://localhost/cluster")]
    [InlineData("https://oidc.example.internal:8443/cluster")]
    [InlineData("http://oidc.example.internal/cluster")]
    [InlineData("//evil.example/cluster")]
    public async Task A_redirect_to_another_host_is_not_followed(string target)
    {
        await Failed(FetchOutcome.Refused, "another host", _issuer.Serve(Discovery, c => Redirect(c, target)));
        Assert.Equal(1, _issuer.Connections);
    }

    [Fact]
    public async Task Redirects_have_an_end()
    {
        await Failed(FetchOutcome.Refused, "leads nowhere", _issuer.Serve(Discovery, static c => Redirect(c, Discovery)));
        Assert.Equal(4, _issuer.Asked.Count);
    }

    [Theory]
    [InlineData(404, FetchOutcome.Refused)]
    [InlineData(401, FetchOutcome.Refused)]
    [InlineData(204, FetchOutcome.Refused)]
    [InlineData(429, FetchOutcome.Unreachable)]
    [InlineData(503, FetchOutcome.Unreachable)]
    public async Task A_status_says_whether_asking_again_may_help(int status, FetchOutcome outcome) => await Failed(
        outcome, $"the answer is {status}", _issuer.ServeKeys(KeySet).Serve("/cluster/keys", c =>
        {
            c.Response.StatusCode = status;
            return Task.CompletedTask;
        }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_document_has_at_most_a_mebibyte(bool isAnnounced) => await Failed(
        FetchOutcome.Refused, "more than 1048576 bytes", _issuer.ServeKeys(KeySet).Serve("/cluster/keys", async c =>
        {
            var text = KeySet + new string(' ', HttpsDocuments.MaximumBytes);
            if (isAnnounced) c.Response.ContentLength = text.Length;
            await c.Response.WriteAsync(text);
        }));

    [Fact]
    public async Task A_body_without_end_is_left() => await Failed(
        FetchOutcome.Refused, "more than 1048576 bytes", _issuer.ServeKeys(KeySet).Serve("/cluster/keys", static async c =>
        {
            var spaces = new byte[64 << 10];
            while (!c.RequestAborted.IsCancellationRequested) await c.Response.Body.WriteAsync(spaces, c.RequestAborted);
        }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_issuer_that_is_slow_is_left(bool beginsToAnswer) => await Failed(
        FetchOutcome.Unreachable, "no document within 0.3 s",
        _issuer.ServeKeys(KeySet).Serve("/cluster/keys", async c =>
        {
            if (beginsToAnswer) await c.Response.Body.WriteAsync("{"u8.ToArray());
            await Task.Delay(Timeout.Infinite, c.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        }),
        Options() with { FetchTimeout = TimeSpan.FromMilliseconds(300) });

    [Fact]
    public async Task Compressed_documents_are_not_unpacked() => await Failed(
        FetchOutcome.Refused, "compressed", _issuer.ServeKeys(KeySet).Serve("/cluster/keys", static async c =>
        {
            c.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(c.Response.Body, CompressionLevel.Optimal);
            await packed.WriteAsync(new byte[8 << 20]);
        }));

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("{\"keys\":[]}")]
    public async Task What_is_no_key_set_is_refused(string text) => await Failed(FetchOutcome.Invalid, "the key set", _issuer.ServeKeys(text));

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        var port = _issuer.Port;
        await _issuer.DisposeAsync();
        ResolveAddress names = (_, _) => ValueTask.FromResult<IReadOnlyList<IPEndPoint>>([new IPEndPoint(IPAddress.Loopback, port)]);
        FetchedKeys fetched = await new IssuerDocuments(new FederationOptions { AllowedNetworks = [IPNetwork.Parse("127.0.0.1/32")] }, names).FetchAsync(TestTokens.Issuer);
        Assert.Equal(FetchOutcome.Unreachable, fetched.Outcome);
        _issuer = await HttpsIssuer.StartAsync();
    }

    private FederationOptions Options() => new() { AllowedNetworks = [IPNetwork.Parse("127.0.0.1/32")], CaFile = _issuer.CaFile };

    private static Task Redirect(HttpContext context, string target)
    {
        context.Response.Redirect(target);
        return Task.CompletedTask;
    }

    private Task<FetchedKeys> Fetch(HttpsIssuer issuer, FederationOptions? options = null, ResolveAddress? names = null) =>
        new IssuerDocuments(options ?? Options(), names ?? issuer.Names()).FetchAsync(TestTokens.Issuer);

    private async Task Failed(FetchOutcome outcome, string detail, HttpsIssuer issuer, FederationOptions? options = null, ResolveAddress? names = null)
    {
        FetchedKeys fetched = await Fetch(issuer, options, names);
        Assert.Equal((null, outcome), (fetched.Keys, fetched.Outcome));
        Assert.Contains(detail, fetched.Detail, StringComparison.Ordinal);
    }
}
