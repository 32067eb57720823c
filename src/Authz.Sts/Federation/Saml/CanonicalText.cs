using System.Text;
using Authz.Organizations.Markup;

namespace Authz.Sts.Federation.Saml;

/// <summary>
/// Exclusive XML canonicalization 1.0 without comments (https://www.w3.org/TR/xml-exc-c14n/) of one element of a text that has no
/// comments, processing instructions and relative namespaces. It cannot fail, and is never empty.
/// </summary>
internal sealed class CanonicalText
{
    private readonly StringBuilder _text = new();
    private readonly MarkupElement _apex;
    private readonly MarkupElement? _without;
    private readonly IReadOnlyList<string> _inclusive;

    private CanonicalText(MarkupElement apex, MarkupElement? without, IReadOnlyList<string> inclusive)
    {
        _apex = apex;
        _without = without;
        _inclusive = inclusive;
    }

    /// <summary>The canonical text, in UTF-8.</summary>
    /// <param name="apex">The element.</param>
    /// <param name="without">An element within that is left out, the signature that it envelops; null for none.</param>
    /// <param name="inclusive">Prefixes whose namespaces are kept although nothing visible uses them; empty for the default namespace.</param>
    public static byte[] Of(MarkupElement apex, MarkupElement? without, IReadOnlyList<string> inclusive)
    {
        var canonical = new CanonicalText(apex, without, inclusive);
        canonical.Write(apex, new Dictionary<string, string>(StringComparer.Ordinal));
        return Encoding.UTF8.GetBytes(canonical._text.ToString());
    }

    private void Write(MarkupElement element, Dictionary<string, string> rendered)
    {
        SortedDictionary<string, string> namespaces = NamespacesOf(element, rendered);
        if (namespaces.Count > 0)
        {
            rendered = new Dictionary<string, string>(rendered, StringComparer.Ordinal);
            foreach ((var prefix, var uri) in namespaces) rendered[prefix] = uri;
        }

        var name = Qualified(element.Prefix, element.LocalName);
        _text.Append('<').Append(name);
        foreach ((var prefix, var uri) in namespaces) WriteAttribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix, uri);
        foreach (MarkupAttribute attribute in element.Attributes
            .OrderBy(static a => a.Namespace, StringComparer.Ordinal).ThenBy(static a => a.LocalName, StringComparer.Ordinal))
            WriteAttribute(Qualified(attribute.Prefix, attribute.LocalName), attribute.Value);
        _text.Append('>');
        foreach (MarkupContent content in element.Content)
        {
            if (content.Element is null) WriteText(content.Text);
            else if (!ReferenceEquals(content.Element, _without)) Write(content.Element, rendered);
        }

        _text.Append("</").Append(name).Append('>');
    }

    // section 3: what is visibly used here, or listed, and not said by an ancestor already
    private SortedDictionary<string, string> NamespacesOf(MarkupElement element, Dictionary<string, string> rendered)
    {
        var needed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Need(element.Prefix, element.Namespace);
        foreach (MarkupAttribute attribute in element.Attributes)
        {
            if (attribute.Prefix.Length > 0) Need(attribute.Prefix, attribute.Namespace);
        }

        foreach (var prefix in _inclusive)
        {
            // elsewhere it means what it meant in the parent, which has said so
            if (!ReferenceEquals(element, _apex) && !element.Declarations.ContainsKey(prefix)) continue;
            if (element.NamespaceOf(prefix) is { } uri) Need(prefix, uri);
        }

        return needed;

        void Need(string prefix, string uri)
        {
            // the prefix `xml` needs no declaration; and no default namespace is what holds at first
            var said = rendered.GetValueOrDefault(prefix, prefix.Length == 0 ? "" : null!);
            if (prefix != "xml" && said != uri) needed[prefix] = uri;
        }
    }

    private void WriteAttribute(string name, string value)
    {
        _text.Append(' ').Append(name).Append("=\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '"' => _text.Append("&quot;"),
                '\t' => _text.Append("&#x9;"),
                '\n' => _text.Append("&#xA;"),
                '\r' => _text.Append("&#xD;"),
                _ => _text.Append(character),
            };
        }

        _text.Append('"');
    }

    private void WriteText(string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '\r' => _text.Append("&#xD;"),
                _ => _text.Append(character),
            };
        }
    }

    private static string Qualified(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}:{name}";
}
