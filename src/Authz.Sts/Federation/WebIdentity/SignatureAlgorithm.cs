using System.Security.Cryptography;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>
/// A signature algorithm of RFC 7518 section 3.1 that web identity tokens may have. There are no others: not <c>none</c>, no shared secret
/// (HS*), not PS* and not EdDSA, which AWS does not take either.
/// </summary>
internal sealed class SignatureAlgorithm
{
    private static readonly SignatureAlgorithm[] All =
    [
        new("RS256", HashAlgorithmName.SHA256), new("RS384", HashAlgorithmName.SHA384), new("RS512", HashAlgorithmName.SHA512),
        new("ES256", HashAlgorithmName.SHA256, "P-256", 32), new("ES384", HashAlgorithmName.SHA384, "P-384", 48),
        new("ES512", HashAlgorithmName.SHA512, "P-521", 66),
    ];

    private SignatureAlgorithm(string name, HashAlgorithmName hash, string? curve = null, int coordinateLength = 0) =>
        (Name, Hash, Curve, CoordinateLength) = (name, hash, curve, coordinateLength);

    public string Name { get; }

    public HashAlgorithmName Hash { get; }

    /// <summary>The curve of an elliptic curve's key; null: an RSA key.</summary>
    public string? Curve { get; }

    /// <summary>Bytes of a coordinate, and half of those of a signature; 0 for RSA.</summary>
    public int CoordinateLength { get; }

    /// <summary>The algorithm of a header; null when it is none of them. Names are compared exactly.</summary>
    public static SignatureAlgorithm? Find(string name) => Array.Find(All, a => string.Equals(a.Name, name, StringComparison.Ordinal));

    /// <summary>The algorithm that goes with a curve; null when none does.</summary>
    public static SignatureAlgorithm? OfCurve(string curve) => Array.Find(All, a => string.Equals(a.Curve, curve, StringComparison.Ordinal));

    public override string ToString() => Name;
}
