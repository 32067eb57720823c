using System.Collections.Frozen;
using System.Security.Cryptography;
using Authz.Organizations.Providers;

namespace Authz.Sts.Federation.Saml;

/// <summary>The algorithms that count. SHA-1, MD5, DSA and every HMAC, whose key an attacker would know, are not among them.</summary>
/// <param name="Kind">Which keys it needs.</param>
/// <param name="Hash">The hash that is signed.</param>
internal readonly record struct SignatureAlgorithm(SamlKeyKind Kind, HashAlgorithmName Hash)
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string Encryption = "http://www.w3.org/2001/04/xmlenc#";

    private static readonly FrozenDictionary<string, SignatureAlgorithm> Known = new Dictionary<string, SignatureAlgorithm>(StringComparer.Ordinal)
    {
        [More + "rsa-sha256"] = new(SamlKeyKind.Rsa, HashAlgorithmName.SHA256),
        [More + "rsa-sha384"] = new(SamlKeyKind.Rsa, HashAlgorithmName.SHA384),
        [More + "rsa-sha512"] = new(SamlKeyKind.Rsa, HashAlgorithmName.SHA512),
        [More + "ecdsa-sha256"] = new(SamlKeyKind.Ecdsa, HashAlgorithmName.SHA256),
        [More + "ecdsa-sha384"] = new(SamlKeyKind.Ecdsa, HashAlgorithmName.SHA384),
        [More + "ecdsa-sha512"] = new(SamlKeyKind.Ecdsa, HashAlgorithmName.SHA512),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, HashAlgorithmName> Digests = new Dictionary<string, HashAlgorithmName>(StringComparer.Ordinal)
    {
        [Encryption + "sha256"] = HashAlgorithmName.SHA256,
        [More + "sha384"] = HashAlgorithmName.SHA384,
        [Encryption + "sha512"] = HashAlgorithmName.SHA512,
    }.ToFrozenDictionary();

    /// <summary>The algorithm of a <c>SignatureMethod</c>.</summary>
    public static bool TryFind(string? identifier, out SignatureAlgorithm algorithm) => Known.TryGetValue(identifier ?? "", out algorithm);

    /// <summary>The hash of a <c>DigestMethod</c>.</summary>
    public static bool TryFindDigest(string? identifier, out HashAlgorithmName hash) => Digests.TryGetValue(identifier ?? "", out hash);

    /// <summary>Whether a signature is the key's; false for a key of another kind.</summary>
    public bool Verifies(SamlSigningKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (key.Kind != Kind) return false;
        if (Kind == SamlKeyKind.Rsa)
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
            return rsa.VerifyData(signed, signature, Hash, RSASignaturePadding.Pkcs1);
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
        return ecdsa.VerifyData(signed, signature, Hash);
    }
}
