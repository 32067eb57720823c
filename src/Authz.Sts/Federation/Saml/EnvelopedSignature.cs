using Authz.Organizations.Markup;
using Authz.Organizations.Providers;

namespace Authz.Sts.Federation.Saml;

/// <summary>
/// A signature that stands in the element that it signs, of the one form that SAML recommends (saml-core section 5.4): one reference to its
/// parent, enveloped, in exclusive canonical form. Its <c>KeyInfo</c> is never looked at.
/// </summary>
internal sealed class EnvelopedSignature
{
    private readonly MarkupElement _element;

    private EnvelopedSignature(MarkupElement element) => _element = element;

    private MarkupElement SignedInfo { get; init; } = null!;

    private SignatureAlgorithm Algorithm { get; init; }

    private IReadOnlyList<string> InfoPrefixes { get; init; } = [];

    private byte[] Value { get; init; } = [];

    private SignedReference Reference { get; init; } = null!;

    /// <summary>Reads a signature; null when it has not that form, and why.</summary>
    public static EnvelopedSignature? Read(MarkupElement element, out string? fault)
    {
        MarkupElement[]? parts = element.Is(SamlNames.Signatures, "Signature")
            ? Shape.Children(element, ["SignedInfo", "SignatureValue"], "KeyInfo")
            : null;
        MarkupElement[]? info = parts is null ? null : Shape.Children(parts[0], ["CanonicalizationMethod", "SignatureMethod", "Reference"]);
        if (info is null)
            return Refuse("the signature is not made of one `SignedInfo` with one `Reference`, one `SignatureValue` and at most one `KeyInfo`", out fault);
        if (info[0].Attribute("Algorithm") != SamlNames.ExclusiveCanonicalization)
            return Refuse("`CanonicalizationMethod` is not exclusive canonicalization without comments", out fault);
        if (Shape.InclusivePrefixes(info[0]) is not { } prefixes)
            return Refuse("`CanonicalizationMethod` has something else than a short `InclusiveNamespaces`", out fault);
        if (!SignatureAlgorithm.TryFind(info[1].Attribute("Algorithm"), out SignatureAlgorithm algorithm) || !Shape.IsEmpty(info[1]))
            return Refuse("`SignatureMethod` is not RSA or ECDSA with SHA-256, SHA-384 or SHA-512", out fault);
        if (Shape.Bytes(parts![1]) is not { } value) return Refuse("`SignatureValue` is no base64", out fault);
        if (SignedReference.Read(info[2], element.Parent!, out fault) is not { } reference) return null;
        return new EnvelopedSignature(element)
        {
            SignedInfo = parts[0],
            Algorithm = algorithm,
            InfoPrefixes = prefixes,
            Value = value,
            Reference = reference,
        };
    }

    /// <summary>Whether one of the keys made the signature, and the parent is what was signed.</summary>
    public bool Verifies(IReadOnlyList<SamlSigningKey> keys)
    {
        var signed = CanonicalText.Of(SignedInfo, null, InfoPrefixes);
        return keys.Any(key => Algorithm.Verifies(key, signed, Value)) && Reference.IsDigestOf(_element.Parent!, _element);
    }

    private static EnvelopedSignature? Refuse(string reason, out string? fault)
    {
        fault = reason;
        return null;
    }
}
