using Authz.Organizations.Markup;

namespace Authz.Sts.Federation.Saml;

/// <summary>Whether elements of a signature contain what they must, and nothing else.</summary>
internal static class Shape
{
    private const int MaxPrefixes = 16;
    private const int MaxBytes = 4_096;

    /// <summary>The children when they are those named, in this order, perhaps with one more at the end; else null.</summary>
    public static MarkupElement[]? Children(MarkupElement element, ReadOnlySpan<string> names, string? optional = null)
    {
        MarkupElement[] children = [.. element.Children];
        if (children.Length != names.Length && !(children.Length == names.Length + 1 && optional is not null)) return null;
        for (var i = 0; i < children.Length; i++)
        {
            if (!children[i].Is(SamlNames.Signatures, i < names.Length ? names[i] : optional!)) return null;
        }

        return HasOnlyBlanks(element) ? children : null;
    }

    /// <summary>Whether an element contains no element and no text.</summary>
    public static bool IsEmpty(MarkupElement element) => !element.Children.Any() && HasOnlyBlanks(element);

    /// <summary>The prefixes of an <c>InclusiveNamespaces</c>, none when there is none; null when there is anything else, or too many.</summary>
    public static IReadOnlyList<string>? InclusivePrefixes(MarkupElement element)
    {
        MarkupElement[] children = [.. element.Children];
        if (!HasOnlyBlanks(element) || children.Length > 1) return null;
        if (children.Length == 0) return [];
        if (!children[0].Is(SamlNames.ExclusiveCanonicalization, "InclusiveNamespaces") || !IsEmpty(children[0])) return null;
        var listed = (children[0].Attribute("PrefixList") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return listed.Length <= MaxPrefixes ? [.. listed.Select(static prefix => prefix == "#default" ? "" : prefix)] : null;
    }

    /// <summary>The bytes of an element's base64 text; null when it is none.</summary>
    public static byte[]? Bytes(MarkupElement element)
    {
        if (element.Text is not { Length: > 0 and <= MaxBytes } text) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    private static bool HasOnlyBlanks(MarkupElement element) => element.Content.All(static c => string.IsNullOrWhiteSpace(c.Text));
}
