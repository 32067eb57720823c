using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Telemetry;

namespace Authz.Sidecar.Tls;

/// <summary>
/// What listeners show and ask for in a handshake, as the files are at that moment. Files with a fault leave those that were read before; connections
/// that are open are not touched. Thread-safe.
/// </summary>
internal sealed partial class TlsCertificates : IDisposable
{
    // id-kp-clientAuth (RFC 5280 section 4.2.1.12)
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly TlsOptions _options;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(Recorder.MeterName);
    private ITimer? _timer;
    private ILogger? _logger;
    private TlsFiles _files;
    private string _fault = "";

    /// <summary>Begins with files that were read.</summary>
    public TlsCertificates(TlsOptions options, TlsFiles files, TimeProvider time)
    {
        (_options, _files, _time) = (options, files, time);
        _meter.CreateObservableGauge(
            "authz.tls.certificate.remaining", () => (Volatile.Read(ref _files).NotAfter - _time.GetUtcNow()).TotalSeconds, "s", "Time until the sidecar's certificate ends.");
        _meter.CreateObservableGauge(
            "authz.tls.stale", () => Volatile.Read(ref _fault).Length > 0 ? 1 : 0, "1", "1 when the files of TLS have a fault: those read before serve on.");
    }

    /// <summary>Begins to look at the files.</summary>
    /// <param name="logger">Where faults are told.</param>
    public void Follow(ILogger logger)
    {
        _logger = logger;
        _timer = _time.CreateTimer(static all => ((TlsCertificates)all!).Look(), this, _options.PollInterval, _options.PollInterval);
    }

    /// <summary>What a listener says and asks for in a handshake.</summary>
    /// <param name="asksClients">Whether clients must show a certificate, where authorities for them are set.</param>
    public SslServerAuthenticationOptions HandshakeOf(bool asksClients)
    {
        TlsFiles files = Volatile.Read(ref _files);
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = files.Certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (!asksClients || files.Authorities is not { } authorities) return handshake;
        handshake.ClientCertificateRequired = true;
        handshake.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        handshake.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        handshake.CertificateChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        handshake.RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate is X509Certificate2 shown && IsAllowed(shown);
        return handshake;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _meter.Dispose();
    }

    private bool IsAllowed(X509Certificate2 certificate) =>
        _options.ClientIds.Count == 0 || (SpiffeId.Of(certificate) is { } id && SpiffeId.IsMatch(id, _options.ClientIds));

    private void Look()
    {
        TlsFiles known = Volatile.Read(ref _files);
        TlsFiles? files = TlsFiles.Read(_options, _time.GetUtcNow(), out var fault, known);
        if (fault != Volatile.Read(ref _fault))
        {
            if (fault.Length > 0) Stale(_logger!, fault);
            Volatile.Write(ref _fault, fault);
        }

        if (files is null || ReferenceEquals(files, known)) return;
        Volatile.Write(ref _files, files);
        Renewed(_logger!, files.NotAfter);
    }

    [LoggerMessage(40, LogLevel.Error, "TLS files not taken, those read before serve on: {Fault}")]
    private static partial void Stale(ILogger logger, string fault);

    [LoggerMessage(41, LogLevel.Information, "new TLS files: the certificate ends {NotAfter:O}")]
    private static partial void Renewed(ILogger logger, DateTimeOffset notAfter);
}
