using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Sts.Tests.Worlds;

/// <summary>An issuer that is asked by HTTPS: a real Kestrel on loopback with a certificate of an authority of the test.</summary>
internal sealed class HttpsIssuer : IAsyncDisposable
{
    public const string Host = "oidc.example.internal";

    private readonly WebApplication _application;
    private readonly TemporaryDirectory _files = new();
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _pages = new(StringComparer.Ordinal);
    private int _connections;

    private HttpsIssuer(WebApplication application, X509Certificate2 authority)
    {
        _application = application;
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
    }

    /// <summary>PEM file of the authority.</summary>
    public string CaFile => _files["ca.pem"];

    public int Port { get; private set; }

    /// <summary>Connections that were opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What was asked for, in order: path and authorization.</summary>
    public ConcurrentQueue<(string Path, string Authorization)> Asked { get; } = [];

    /// <param name="intermediate">Where the certificate says that its issuer's can be had, which it then does not show itself; null: the authority issued it.</param>
    public static async Task<HttpsIssuer> StartAsync(string? intermediate = null)
    {
        (X509Certificate2 authority, X509Certificate2 certificate) = Certificates(intermediate);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        HttpsIssuer issuer = null!;
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            listener.Use(next => connection =>
            {
                Interlocked.Increment(ref issuer._connections);
                return next(connection);
            });
            listener.UseHttps(certificate);
        }));
        WebApplication application = builder.Build();
        issuer = new HttpsIssuer(application, authority);
        application.Run(issuer.AnswerAsync);
        await application.StartAsync();
        issuer.Port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return issuer;
    }

    /// <summary>Serves what a kube-apiserver serves of its service accounts' keys; it names an address that nobody can reach.</summary>
    public HttpsIssuer ServeCluster(string keySet) => Serve(
        "/.well-known/openid-configuration", Discovery(TestTokens.Issuer, "https://172.18.0.2:6443/openid/v1/jwks")).Serve("/openid/v1/jwks", keySet);

    /// <summary>Serves a discovery document that names the key set beside it, and that set.</summary>
    public HttpsIssuer ServeKeys(string keySet, string issuer = TestTokens.Issuer) => Serve(
        "/cluster/.well-known/openid-configuration", Discovery(issuer, $"https://{Host}/cluster/keys")).Serve("/cluster/keys", keySet);

    public static string Discovery(string issuer, string keys) => $$"""{"issuer":"{{issuer}}","jwks_uri":"{{keys}}","response_types_supported":["id_token"]}""";

    public HttpsIssuer Serve(string path, string text) => Serve(path, context => context.Response.WriteAsync(text));

    public HttpsIssuer Serve(string path, Func<HttpContext, Task> page)
    {
        _pages[path] = page;
        return this;
    }

    /// <summary>Answers nobody any more.</summary>
    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _application.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
        _files.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Asked.Enqueue((context.Request.Path.Value!, context.Request.Headers.Authorization.ToString()));
        if (_pages.TryGetValue(context.Request.Path.Value!, out Func<HttpContext, Task>? page)) return page(context);
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private static (X509Certificate2 Authority, X509Certificate2 Certificate) Certificates(string? intermediate)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1), to = DateTimeOffset.UtcNow.AddDays(1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        X509Certificate2 root = authority.CreateSelfSigned(from, to);
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var between = new CertificateRequest("CN=between", otherKey, HashAlgorithmName.SHA256);
        between.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 other = between.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (intermediate is not null) request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([], [intermediate]));
        using X509Certificate2 leaf = request.Create(intermediate is null ? root : other, from, to, RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 whole = leaf.CopyWithPrivateKey(key);
        return (root, X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null));
    }
}
