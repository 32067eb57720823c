using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Cli.Inspection;

/// <summary>Verifies a token's ES256 signature (RFC 7518 section 3.4) with a JWK set, the one of a sidecar's <c>/.well-known/jwks.json</c>.</summary>
internal static class TokenSignature
{
    private const int Length = 64;

    // the order of P-256 (FIPS 186-4, D.1.2.3)
    private static readonly BigInteger Order =
        new(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    /// <summary>Verifies.</summary>
    /// <exception cref="UsageException">The text is no JWK set.</exception>
    public static TokenProof Verify(TokenText token, string name, byte[] jwks)
    {
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText(name, jwks), JsonDialect.Strict, diagnostics);
        if (diagnostics.HasErrors || root?.Find("keys") is not { Kind: JsonKind.Array } keys)
            throw new UsageException($"`{name}` is no JSON Web Key Set: write an object with the array `keys`");
        JsonNode? jwk = keys.Items.Find(k => ClaimReader.Text(k, "kid") == token.KeyId && ClaimReader.Text(k, "crv") == "P-256");
        if (jwk is null) return TokenProof.UnknownKey;
        return HasLowS(token.Signature) && VerifyWith(jwk, name, token) ? TokenProof.Verified : TokenProof.Wrong;
    }

    private static bool VerifyWith(JsonNode jwk, string name, TokenText token)
    {
        try
        {
            var point = new ECPoint { X = Coordinate(jwk, "x"), Y = Coordinate(jwk, "y") };
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return key.VerifyData(
                Encoding.ASCII.GetBytes(token.SigningInput),
                token.Signature,
                HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (Exception exception) when (exception is CryptographicException or UsageException)
        {
            throw new UsageException($"`{name}`: the key `{token.KeyId}` is no point of P-256: fetch the key set again");
        }
    }

    private static byte[] Coordinate(JsonNode jwk, string name) => TokenText.Decode("key", ClaimReader.Text(jwk, name));

    // of the two signatures that verify, sidecars accept the one with the lower s
    private static bool HasLowS(byte[] signature) =>
        signature.Length == Length && new BigInteger(signature.AsSpan(Length / 2), isUnsigned: true, isBigEndian: true) * 2 <= Order;
}
