using Authz.Organizations.Markup;
using Authz.Organizations.Providers;

namespace Authz.Sts.Federation.Saml;

/// <summary>
/// The way from a parsed response to the one assertion that a signature covers. INVARIANT: the assertion returned is an object of the tree
/// whose canonical form was verified; nothing is looked up again by name or id.
/// </summary>
internal static class SignedResponse
{
    /// <summary>The assertion of a response; null when there is not exactly one, or it is not signed by one of the keys.</summary>
    /// <param name="response">The root.</param>
    /// <param name="keys">The provider's keys.</param>
    /// <param name="fault">Why there is none.</param>
    public static MarkupElement? FindAssertion(MarkupElement response, IReadOnlyList<SamlSigningKey> keys, out string? fault)
    {
        if (FindOnly(response, out fault) is not { } assertion) return null;
        fault = CheckIds(response, assertion);
        if (fault is not null) return null;
        // an Advice holds what others said; it is covered by the signature and never read
        MarkupElement[] signatures = [.. response.WithDescendants(element => IsAdvice(element, assertion)).Where(IsSignature)];
        if (signatures.Length == 0) return Refuse("neither the response nor its assertion is signed", out fault);
        if (signatures.DistinctBy(static s => s.Parent).Count() != signatures.Length) return Refuse("an element has two signatures", out fault);
        foreach (MarkupElement signature in signatures)
        {
            if (signature.Parent != response && signature.Parent != assertion)
                return Refuse("a signature stands elsewhere than in the response or in its assertion", out fault);
            if (EnvelopedSignature.Read(signature, out fault) is not { } read) return null;
            if (!read.Verifies(keys)) return Refuse("a signature is not made with a key of the provider's metadata, or not of this text", out fault);
        }

        return assertion;
    }

    private static MarkupElement? FindOnly(MarkupElement response, out string? fault)
    {
        if (!response.Is(SamlNames.Protocol, "Response") || response.Attribute("Version") != "2.0")
            return Refuse("the root is no `Response` of SAML 2.0", out fault);
        IReadOnlyList<MarkupElement> direct = response.ChildrenNamed(SamlNames.Assertion, "Assertion");
        MarkupElement? assertion = direct.Count == 1 ? direct[0] : null;
        // by local name alone: who hides a second one behind another namespace wants some reader to take it
        ILookup<string, MarkupElement> named =
            response.WithDescendants(element => IsAdvice(element, assertion)).ToLookup(static element => element.LocalName, StringComparer.Ordinal);
        if (named.Contains("EncryptedAssertion")) return Refuse("the assertion is encrypted", out fault);
        if (assertion is null || named["Assertion"].Count() != 1) return Refuse("the response has not exactly one assertion, as its child", out fault);
        if (named["Response"].Count() != 1) return Refuse("the response contains another one", out fault);
        if (assertion.Attribute("Version") != "2.0") return Refuse("the assertion is not of SAML 2.0", out fault);
        fault = null;
        return assertion;
    }

    // whatever some reader may take for an ID, in any namespace and anywhere, is one: then no reference can mean two elements
    private static string? CheckIds(MarkupElement response, MarkupElement assertion)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (MarkupElement element in response.WithDescendants())
        {
            MarkupAttribute[] ids = [.. element.Attributes.Where(static a => a.LocalName.Equals("ID", StringComparison.OrdinalIgnoreCase))];
            if (ids.Length > 1) return "an element has two IDs";
            if (ids.Length == 1 && !seen.Add(ids[0].Value)) return "an ID is given twice";
        }

        return string.IsNullOrEmpty(response.Attribute("ID")) || string.IsNullOrEmpty(assertion.Attribute("ID"))
            ? "the response or its assertion has no ID"
            : null;
    }

    private static bool IsAdvice(MarkupElement element, MarkupElement? assertion) =>
        element.Is(SamlNames.Assertion, "Advice") && assertion is not null && ReferenceEquals(element.Parent, assertion);

    private static bool IsSignature(MarkupElement element) => element.LocalName == "Signature";

    private static MarkupElement? Refuse(string reason, out string? fault)
    {
        fault = reason;
        return null;
    }
}
