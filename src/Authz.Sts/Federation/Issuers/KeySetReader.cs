using System.Security.Cryptography;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Sts.Federation.WebIdentity;
using Authz.Tokens.Identifiers;

namespace Authz.Sts.Federation.Issuers;

/// <summary>
/// Reads a JSON Web Key Set (RFC 7517 section 5). Keys of other types and uses are passed over as the RFC says, and so are keys that are
/// too small, malformed, or shown with their private half.
/// </summary>
internal static class KeySetReader
{
    /// <summary>Most keys of a set (STS section 5.4).</summary>
    public const int MaximumKeys = 100;

    private const int MinimumRsaBytes = 256;

    // verification takes time with the square of it
    private const int MaximumRsaBytes = 1024;

    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Reads a set.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="fault">What is wrong with it; empty when a set is returned.</param>
    public static IssuerKeySet? Read(ReadOnlyMemory<byte> utf8, out string fault)
    {
        var findings = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText("key set", utf8), JsonDialect.Strict, findings);
        fault = "the key set is no JSON object with an array `keys` and without duplicate members";
        if (findings.HasErrors || root?.Find("keys") is not { Kind: JsonKind.Array } keys) return null;
        fault = $"the key set has {keys.Items.Count} keys, at most {MaximumKeys} are read";
        if (keys.Items.Count > MaximumKeys) return null;
        IssuerKey[] usable = [.. keys.Items.Select(ReadKey).OfType<IssuerKey>()];
        fault = usable.Length == 0 ? "the key set has no key for any of RS256, RS384, RS512, ES256, ES384, ES512" : "";
        return usable.Length == 0 ? null : new IssuerKeySet(usable);
    }

    private static IssuerKey? ReadKey(JsonNode node)
    {
        if (node.Kind != JsonKind.Object || !IsForSignatures(node) || Array.Exists(PrivateMembers, name => node.Find(name) is not null)) return null;
        if (!TryOptional(node, "kid", out var keyId) || !TryOptional(node, "alg", out var algorithm)) return null;
        // a key that belongs to an algorithm which is not taken is a key for nothing
        if (algorithm is not null && SignatureAlgorithm.Find(algorithm) is null) return null;
        return TextOf(node, "kty") switch
        {
            "RSA" => ReadRsa(node, keyId, algorithm),
            "EC" => ReadCurve(node, keyId, algorithm),
            _ => null,
        };
    }

    private static bool IsForSignatures(JsonNode node)
    {
        if (node.Find("use") is { } use && use is not { IsString: true, Text: "sig" }) return false;
        return node.Find("key_ops") is not { } operations
            || operations.Items.Exists(static o => o is { IsString: true, Text: "verify" });
    }

    private static IssuerKey? ReadRsa(JsonNode node, string? keyId, string? algorithm)
    {
        if (BytesOf(node, "n") is not { Length: >= MinimumRsaBytes and <= MaximumRsaBytes } modulus || (modulus[0] < 0x80 && modulus.Length == MinimumRsaBytes)
            || BytesOf(node, "e") is not { Length: >= 1 and <= 4 } exponent || exponent is [1] || (exponent[^1] & 1) == 0)
        {
            return null;
        }

        return IssuerKey.OfRsa(keyId, algorithm, new RSAParameters { Modulus = modulus, Exponent = exponent });
    }

    private static IssuerKey? ReadCurve(JsonNode node, string? keyId, string? algorithm)
    {
        if (TextOf(node, "crv") is not { } name || SignatureAlgorithm.OfCurve(name) is not { } curve) return null;
        if (!TryDecode(node, "x", out var x) || !TryDecode(node, "y", out var y)) return null;
        if (x.Length != curve.CoordinateLength || y.Length != curve.CoordinateLength) return null;
        var parameters = new ECParameters { Curve = CurveOf(name), Q = new ECPoint { X = x, Y = y } };
        return IssuerKey.OfCurve(keyId, algorithm, name, parameters);
    }

    private static ECCurve CurveOf(string name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    // a number; some issuers write a leading zero byte, which RFC 7518 section 6.3.1.1 does not want and which says nothing
    private static byte[]? BytesOf(JsonNode node, string name)
    {
        if (!TryDecode(node, name, out var bytes)) return null;
        var zeros = bytes.AsSpan().IndexOfAnyExcept((byte)0);
        return zeros < 0 ? null : bytes[zeros..];
    }

    private static bool TryDecode(JsonNode node, string name, out byte[] bytes)
    {
        bytes = [];
        return TextOf(node, name) is { } text && CanonicalBase64Url.TryDecode(text, out bytes);
    }

    private static bool TryOptional(JsonNode node, string name, out string? text)
    {
        text = TextOf(node, name);
        return text is not null || node.Find(name) is null;
    }

    private static string? TextOf(JsonNode node, string name) => node.Find(name) is { IsString: true } text ? text.Text : null;
}
