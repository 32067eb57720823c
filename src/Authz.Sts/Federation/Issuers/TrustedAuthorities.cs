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

    /// <summary>A policy by which chains end at one of the authorities.</summary>
    /// <param name="authorities">The authorities.</param>
    /// <param name="withSystem">Whether those of the system count too.</param>
    public static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities, bool withSystem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        foreach (StoreLocation location in withSystem ? new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser } : [])
        {
            using var store = new X509Store(StoreName.Root, location);
            store.Open(OpenFlags.ReadOnly);
            policy.CustomTrustStore.AddRange(store.Certificates);
        }

        return policy;
    }
}
