using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Sts.Federation.Issuers;

/// <summary>Reads authorities that are trusted beside those of the system, or in place of them.</summary>
internal static class TrustedAuthorities
{
    /// <summary>Whether a file holds authorities; else why not.</summary>
    public static bool TryRead(string path, out X509Certificate2Collection authorities, out string fault)
    {
        authorities = [];
        try
        {
            authorities.ImportFromPemFile(path);
            fault = authorities.Count > 0 ? "" : "it holds no certificate in PEM";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            fault = exception is CryptographicException ? "it holds a certificate that cannot be read" : "it cannot be read";
        }

        return fault.Length == 0;
    }

    /// <summary>A policy by which chains end at an authority of the system.</summary>
    public static X509ChainPolicy PolicyOfSystem() => Offline(X509ChainTrustMode.System);

    /// <summary>A policy by which chains end at one of the authorities.</summary>
    /// <param name="authorities">The authorities.</param>
    /// <param name="withSystem">Whether those of the system count too.</param>
    public static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities, bool withSystem)
    {
        X509ChainPolicy policy = Offline(X509ChainTrustMode.CustomRootTrust);
        policy.CustomTrustStore.AddRange(authorities);
        foreach (StoreLocation location in withSystem ? new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser } : [])
        {
            using var store = new X509Store(StoreName.Root, location);
            store.Open(OpenFlags.ReadOnly);
            policy.CustomTrustStore.AddRange(store.Certificates);
        }

        return policy;
    }

    // a certificate says where its issuer's can be had, by HTTP and at any address: whoever shows one must not have it fetched
    private static X509ChainPolicy Offline(X509ChainTrustMode mode) =>
        new() { TrustMode = mode, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
}
