using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Markup;

/// <summary>
/// An element of an XML text that was parsed once: what is verified and what is read afterwards is the same object. Complete, and never
/// changed, when <see cref="MarkupReader"/> returns it.
/// </summary>
public sealed class MarkupElement
{
    private readonly List<MarkupContent> _content = [];

    internal MarkupElement(MarkupElement? parent, string prefix, string localName, string @namespace)
    {
        (Parent, Prefix, LocalName, Namespace) = (parent, prefix, localName, @namespace);
    }

    /// <summary>The element that contains this one; null for the root.</summary>
    public MarkupElement? Parent { get; }

    /// <summary>The prefix; empty for none.</summary>
    public string Prefix { get; }

    /// <summary>The name without prefix.</summary>
    public string LocalName { get; }

    /// <summary>The namespace; empty for none.</summary>
    public string Namespace { get; }

    /// <summary>Where the element begins.</summary>
    public SourcePosition Position { get; internal init; }

    /// <summary>The attributes but for <see cref="Declarations"/>, in the text's order.</summary>
    public required IReadOnlyList<MarkupAttribute> Attributes { get; init; }

    /// <summary>Namespaces declared at this element, by prefix; the empty prefix is the default namespace.</summary>
    public required IReadOnlyDictionary<string, string> Declarations { get; init; }

    /// <summary>Texts and elements, in the text's order.</summary>
    public IReadOnlyList<MarkupContent> Content => _content;

    /// <summary>The elements contained directly.</summary>
    public IEnumerable<MarkupElement> Children => _content.Where(static c => c.Element is not null).Select(static c => c.Element!);

    /// <summary>The whole text; null when the element contains other elements.</summary>
    public string? Text => _content.Any(static c => c.Element is not null) ? null : string.Concat(_content.Select(static c => c.Text));

    /// <summary>Whether the element has this name.</summary>
    public bool Is(string @namespace, string localName) => LocalName == localName && Namespace == @namespace;

    /// <summary>The children of this name.</summary>
    public IReadOnlyList<MarkupElement> ChildrenNamed(string @namespace, string localName) => [.. Children.Where(c => c.Is(@namespace, localName))];

    /// <summary>The value of an attribute that is in no namespace; null when there is none.</summary>
    public string? Attribute(string name) => Attributes.FirstOrDefault(a => a.LocalName == name && a.Namespace.Length == 0)?.Value;

    /// <summary>The namespace that a prefix means here; null for a prefix that nobody declared, empty for no default namespace.</summary>
    public string? NamespaceOf(string prefix)
    {
        for (MarkupElement? element = this; element is not null; element = element.Parent)
        {
            if (element.Declarations.TryGetValue(prefix, out var found)) return found;
        }

        return prefix.Length == 0 ? "" : null;
    }

    /// <summary>This element and all within it, in the text's order.</summary>
    /// <param name="skip">Elements that are left out, with all within them.</param>
    public IEnumerable<MarkupElement> WithDescendants(Func<MarkupElement, bool>? skip = null)
    {
        var open = new Stack<MarkupElement>([this]);
        while (open.TryPop(out MarkupElement? element))
        {
            if (skip is not null && skip(element)) continue;
            yield return element;
            for (var i = element._content.Count - 1; i >= 0; i--)
            {
                if (element._content[i].Element is { } child) open.Push(child);
            }
        }
    }

    internal void Add(MarkupContent content) => _content.Add(content);
}
