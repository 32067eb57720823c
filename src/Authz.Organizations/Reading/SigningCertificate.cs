using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.Organizations.Providers;

namespace Authz.Organizations.Reading;

/// <summary>The public key of an X.509 certificate as metadata carry it: DER in base64.</summary>
internal static class SigningCertificate
{
    // IAM: CreateSAMLProvider
    private const int MinRsaBits = 1024;

    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <summary>Reads a certificate; null when its key cannot verify anything, and why.</summary>
    public static SamlSigningKey? Read(string? base64, out string? fault)
    {
        fault = "the certificate is no X.509 certificate in base64";
        var der = new byte[base64?.Length ?? 0];
        // DER begins with a sequence; what looks like PEM or PKCS#7 is not asked for
        if (base64 is null || !Convert.TryFromBase64String(base64, der, out var length) || length == 0 || der[0] != 0x30) return null;
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der.AsSpan(0, length));
            using RSA? rsa = certificate.GetRSAPublicKey();
            using ECDsa? ecdsa = certificate.GetECDsaPublicKey();
            if (rsa is { KeySize: < MinRsaBits }) fault = $"the certificate's RSA key has {rsa.KeySize} bits, fewer than {MinRsaBits}";
            else if (rsa is not null) return new SamlSigningKey(SamlKeyKind.Rsa, rsa.ExportSubjectPublicKeyInfo());
            else if (ecdsa is not null && IsKnownCurve(ecdsa)) return new SamlSigningKey(SamlKeyKind.Ecdsa, ecdsa.ExportSubjectPublicKeyInfo());
            else fault = "the certificate's key is neither RSA nor ECDSA on P-256, P-384 or P-521";
        }
        catch (CryptographicException)
        {
            // the fault says it
        }

        return null;
    }

    private static bool IsKnownCurve(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: { } oid } && Curves.Contains(oid);
}
