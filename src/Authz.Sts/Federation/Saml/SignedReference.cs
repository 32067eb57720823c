using System.Security.Cryptography;
using Authz.Organizations.Markup;

namespace Authz.Sts.Federation.Saml;

/// <summary>The reference of a signature to the element that it stands in.</summary>
/// <param name="Prefixes">Prefixes kept by the canonicalization.</param>
/// <param name="Hash">The hash.</param>
/// <param name="Digest">The hash of the canonical text.</param>
internal sealed record SignedReference(IReadOnlyList<string> Prefixes, HashAlgorithmName Hash, byte[] Digest)
{
    /// <summary>Reads a reference; null when it is not to the parent by its ID, with the two transforms that are allowed.</summary>
    public static SignedReference? Read(MarkupElement element, MarkupElement parent, out string? fault)
    {
        MarkupElement[]? parts = Shape.Children(element, ["Transforms", "DigestMethod", "DigestValue"]);
        if (parts is null) return Refuse("`Reference` is not made of `Transforms`, `DigestMethod` and `DigestValue`", out fault);
        if (parent.Attribute("ID") is not { Length: > 0 } id || element.Attribute("URI") != "#" + id)
            return Refuse("`Reference` does not name the element that the signature stands in", out fault);
        MarkupElement[]? transforms = Shape.Children(parts[0], ["Transform", "Transform"]);
        if (transforms is null || transforms[0].Attribute("Algorithm") != SamlNames.EnvelopedSignature || !Shape.IsEmpty(transforms[0])
            || transforms[1].Attribute("Algorithm") != SamlNames.ExclusiveCanonicalization)
            return Refuse("`Transforms` are not the enveloped signature and then exclusive canonicalization without comments", out fault);
        if (Shape.InclusivePrefixes(transforms[1]) is not { } prefixes)
            return Refuse("`Transform` has something else than a short `InclusiveNamespaces`", out fault);
        if (!SignatureAlgorithm.TryFindDigest(parts[1].Attribute("Algorithm"), out HashAlgorithmName hash) || !Shape.IsEmpty(parts[1]))
            return Refuse("`DigestMethod` is not SHA-256, SHA-384 or SHA-512", out fault);
        if (Shape.Bytes(parts[2]) is not { } digest) return Refuse("`DigestValue` is no base64", out fault);
        fault = null;
        return new SignedReference(prefixes, hash, digest);
    }

    /// <summary>Whether the digest is that of an element without its signature.</summary>
    public bool IsDigestOf(MarkupElement element, MarkupElement signature) => CryptographicOperations.FixedTimeEquals(
        CryptographicOperations.HashData(Hash, CanonicalText.Of(element, signature, Prefixes)), Digest);

    private static SignedReference? Refuse(string reason, out string? fault)
    {
        fault = reason;
        return null;
    }
}
