using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Identifiers;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Tokens.Keys;

/// <summary>
/// An ES256 key (ECDSA on P-256 with SHA-256): a key pair, or the public half of one that only verifies. Immutable; used by several
/// threads at once, which OpenSSL's and CNG's key handles allow.
/// </summary>
public sealed class SigningKey
{
    /// <summary>Length of a key id in characters.</summary>
    public const int KeyIdLength = 16;

    private readonly ECDsa? _private;

    private SigningKey(ECDsa? pair, ECParameters point)
    {
        _private = pair;
        X = CanonicalBase64Url.Encode(point.Q.X);
        Y = CanonicalBase64Url.Encode(point.Q.Y);
        KeyId = Thumbprint(X, Y)[..KeyIdLength];
        VerificationKey = new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point.Q }))
        {
            KeyId = KeyId,
            // The library's default cache is process-wide state that would outlive the ring.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }

    /// <summary>First 16 characters of the base64url of the key's JWK thumbprint (RFC 7638, SHA-256).</summary>
    public string KeyId { get; }

    /// <summary>Whether the private half is here.</summary>
    public bool CanSign => _private is not null;

    internal string X { get; }

    internal string Y { get; }

    internal ECDsaSecurityKey VerificationKey { get; }

    internal static SigningKey Generate() => FromPair(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    internal static SigningKey FromPair(ECDsa pair) => new(pair, pair.ExportParameters(includePrivateParameters: false));

    internal static SigningKey FromPublic(ECDsa publicKey) => new(null, publicKey.ExportParameters(includePrivateParameters: false));

    /// <summary>64 bytes r || s (RFC 7518 section 3.4), with the lower of the two possible s.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data)
    {
        var key = _private ?? throw new InvalidOperationException($"key `{KeyId}` has no private half");
        var signature = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        LowS.Normalize(signature);
        return signature;
    }

    internal string ExportPrivatePem() =>
        (_private ?? throw new InvalidOperationException($"key `{KeyId}` has no private half")).ExportPkcs8PrivateKeyPem() + "\n";

    internal string ExportPublicPem() => VerificationKey.ECDsa.ExportSubjectPublicKeyInfoPem() + "\n";

    private static string Thumbprint(string x, string y) =>
        CanonicalBase64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
}
