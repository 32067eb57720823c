using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.Sidecar.Configuration;

namespace Authz.Sidecar.Tls;

/// <summary>The files of TLS as they were at one moment.</summary>
/// <param name="Certificate">The sidecar's certificate with those between it and its authority.</param>
/// <param name="NotAfter">When it ends, UTC.</param>
/// <param name="Authorities">Who vouches for clients; null: nobody has to.</param>
/// <param name="Fingerprint">Changes with any of the files.</param>
internal sealed record TlsFiles(SslStreamCertificateContext Certificate, DateTimeOffset NotAfter, X509Certificate2Collection? Authorities, string Fingerprint)
{
    /// <summary>Reads them.</summary>
    /// <param name="options">Which.</param>
    /// <param name="now">The time.</param>
    /// <param name="fault">What is wrong, with the file and how to mend it; empty when nothing is.</param>
    /// <param name="known">Those that are known; the same are returned when no file has changed.</param>
    /// <returns>Null when there is a fault.</returns>
    public static TlsFiles? Read(TlsOptions options, DateTimeOffset now, out string fault, TlsFiles? known = null)
    {
        var at = options.CertificateFile;
        try
        {
            var chain = File.ReadAllText(at);
            at = options.KeyFile;
            var key = File.ReadAllText(at);
            at = options.ClientCaFile ?? "";
            var authorities = options.ClientCaFile is null ? "" : File.ReadAllText(at);
            fault = "";
            var fingerprint = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{chain}\0{key}\0{authorities}")));
            if (known?.Fingerprint == fingerprint) return known;
            return Read(options, chain, key, authorities, fingerprint, now, out fault);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = $"`{at}` cannot be read: {exception.Message.TrimEnd('.')}";
            return null;
        }
    }

    private static TlsFiles? Read(TlsOptions options, string chain, string key, string authorities, string fingerprint, DateTimeOffset now, out string fault)
    {
        var at = options.CertificateFile;
        try
        {
            // the key must be that of the certificate
            var certificate = X509Certificate2.CreateFromPem(chain, key);
            if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
            {
                fault = $"`{at}`: the certificate ended {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}: renew it";
                return null;
            }

            var others = new X509Certificate2Collection();
            others.ImportFromPem(chain);
            at = options.ClientCaFile ?? "";
            X509Certificate2Collection? trusted = null;
            if (options.ClientCaFile is not null)
            {
                trusted = [];
                trusted.ImportFromPem(authorities);
                if (trusted.Count == 0)
                {
                    fault = $"`{at}` holds no certificate: write those of the authorities that vouch for clients, as PEM";
                    return null;
                }
            }

            fault = "";
            return new TlsFiles(
                SslStreamCertificateContext.Create(certificate, others, offline: true), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()), trusted, fingerprint);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            fault = $"`{at}` and `{options.KeyFile}` are not used: {exception.Message.TrimEnd('.')}; write a certificate and its own key as PEM";
            return null;
        }
    }
}
