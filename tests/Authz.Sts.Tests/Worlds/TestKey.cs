using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Authz.Tokens.Identifiers;

namespace Authz.Sts.Tests.Worlds;

/// <summary>A key pair of an issuer.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _curve;
    private readonly HashAlgorithmName _hash;

    public TestKey(string algorithm, string? keyId, int rsaBits = 2048)
    {
        (Algorithm, KeyId) = (algorithm, keyId);
        _hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        if (algorithm[0] == 'R') _rsa = RSA.Create(rsaBits);
        else _curve = ECDsa.Create(CurveOf(algorithm));
    }

    public string Algorithm { get; }

    public string? KeyId { get; }

    /// <summary>The public half as RFC 7517 writes it.</summary>
    public JsonObject Jwk()
    {
        JsonObject jwk = _rsa is not null ? RsaJwk(_rsa.ExportParameters(false)) : CurveJwk(_curve!.ExportParameters(false));
        jwk["use"] = "sig";
        if (KeyId is not null) jwk["kid"] = KeyId;
        return jwk;
    }

    public byte[] Sign(byte[] data) => _rsa is not null
        ? _rsa.SignData(data, _hash, RSASignaturePadding.Pkcs1)
        : _curve!.SignData(data, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose()
    {
        _rsa?.Dispose();
        _curve?.Dispose();
    }

    private static ECCurve CurveOf(string algorithm) => algorithm switch
    {
        "ES256" => ECCurve.NamedCurves.nistP256,
        "ES384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    private static JsonObject RsaJwk(RSAParameters key) => new()
    {
        ["kty"] = "RSA",
        ["n"] = CanonicalBase64Url.Encode(key.Modulus),
        ["e"] = CanonicalBase64Url.Encode(key.Exponent),
    };

    private static JsonObject CurveJwk(ECParameters key) => new()
    {
        ["kty"] = "EC",
        ["crv"] = key.Q.X!.Length switch { 32 => "P-256", 48 => "P-384", _ => "P-521" },
        ["x"] = CanonicalBase64Url.Encode(key.Q.X),
        ["y"] = CanonicalBase64Url.Encode(key.Q.Y),
    };
}
