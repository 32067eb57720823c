using System.Security.Cryptography;
using Authz.Sts.Federation.WebIdentity;

namespace Authz.Sts.Federation.Issuers;

/// <summary>A public key of an issuer (RFC 7517 section 4), of one type and at most one algorithm. Immutable, thread-safe.</summary>
internal sealed class IssuerKey
{
    private readonly RSAParameters _rsa;
    private readonly ECParameters _curve;
    private readonly string? _curveName;
    private readonly string? _algorithm;

    private IssuerKey(string? keyId, string? algorithm) => (KeyId, _algorithm) = (keyId, algorithm);

    private IssuerKey(string? keyId, string? algorithm, RSAParameters rsa)
        : this(keyId, algorithm) => _rsa = rsa;

    private IssuerKey(string? keyId, string? algorithm, string curveName, ECParameters curve)
        : this(keyId, algorithm) => (_curveName, _curve) = (curveName, curve);

    /// <summary>The key's id; null when it has none.</summary>
    public string? KeyId { get; }

    /// <summary>An RSA key; null when it is no key that verifies anything.</summary>
    public static IssuerKey? OfRsa(string? keyId, string? algorithm, RSAParameters parameters)
    {
        try
        {
            using var rsa = RSA.Create(parameters);
            return new IssuerKey(keyId, algorithm, parameters);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A key on a curve; null when the point is not on it.</summary>
    public static IssuerKey? OfCurve(string? keyId, string? algorithm, string curveName, ECParameters parameters)
    {
        try
        {
            using var curve = ECDsa.Create(parameters);
            return new IssuerKey(keyId, algorithm, curveName, parameters);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether tokens of an algorithm may be signed with this key: its type, its curve, and what the set says of it.</summary>
    public bool Fits(SignatureAlgorithm algorithm) =>
        string.Equals(algorithm.Curve, _curveName, StringComparison.Ordinal)
        && (_algorithm is null || string.Equals(_algorithm, algorithm.Name, StringComparison.Ordinal));

    /// <summary>Whether a signature is this key's. A key that does not fit the algorithm verifies nothing.</summary>
    public bool Verify(SignatureAlgorithm algorithm, byte[] signed, byte[] signature)
    {
        if (!Fits(algorithm)) return false;
        // made anew each time: it costs little beside the verification, and the objects of the platform are not promised to be thread-safe
        if (algorithm.Curve is null)
        {
            using var rsa = RSA.Create(_rsa);
            return rsa.VerifyData(signed, signature, algorithm.Hash, RSASignaturePadding.Pkcs1);
        }

        using var curve = ECDsa.Create(_curve);
        return signature.Length == 2 * algorithm.CoordinateLength
            && curve.VerifyData(signed, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
