using System.Text;
using System.Xml;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Markup;

/// <summary>Reads XML texts from people and machines that are not trusted. Never throws for what it finds.</summary>
public sealed class MarkupReader
{
    private const string XmlDeclarations = "http://www.w3.org/2000/xmlns/";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly XmlReader _reader;
    private readonly MarkupRules _rules;
    private MarkupElement? _root;
    private MarkupElement? _open;

    private MarkupReader(XmlReader reader, MarkupRules rules)
    {
        _reader = reader;
        _rules = rules;
    }

    /// <summary>Reads a text in UTF-8.</summary>
    /// <param name="utf8">The bytes; a leading byte order mark is skipped.</param>
    /// <param name="rules">What is allowed.</param>
    /// <param name="fault">Why there is no root; null when there is one.</param>
    public static MarkupElement? Read(ReadOnlySpan<byte> utf8, MarkupRules rules, out MarkupFault? fault)
    {
        string text;
        try
        {
            text = Strict.GetString(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        }
        catch (DecoderFallbackException)
        {
            fault = new MarkupFault("the text is not valid UTF-8", new SourcePosition(1, 1));
            return null;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = rules.MaxCharacters,
            MaxCharactersFromEntities = 1,
            CheckCharacters = true,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        try
        {
            var tree = new MarkupReader(reader, rules);
            fault = tree.ReadAll();
            return fault is null ? tree._root : null;
        }
        catch (XmlException exception)
        {
            const string Message = "the text is no well-formed XML, has a document type or is too long";
            fault = new MarkupFault(Message, new SourcePosition(Math.Max(exception.LineNumber, 1), Math.Max(exception.LinePosition, 1)));
            return null;
        }
    }

    private MarkupFault? ReadAll()
    {
        while (_reader.Read())
        {
            var refused = _reader.NodeType switch
            {
                XmlNodeType.Element => Open(),
                XmlNodeType.EndElement => Close(),
                XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace => Add(_reader.Value),
                XmlNodeType.XmlDeclaration => CheckDeclaration(_reader.GetAttribute("version"), _reader.GetAttribute("encoding")),
                XmlNodeType.Comment or XmlNodeType.ProcessingInstruction when _rules.PassesOverComments => null,
                XmlNodeType.Comment => "the text has a comment",
                XmlNodeType.ProcessingInstruction => "the text has a processing instruction",
                _ => "the text has something else than elements, attributes and texts",
            };
            if (refused is not null) return new MarkupFault(refused, Position());
        }

        return null;
    }

    private string? Open()
    {
        if (_reader.Depth >= _rules.MaxDepth) return $"elements are nested more than {_rules.MaxDepth} deep";
        // the reader's place is behind the bracket
        SourcePosition position = Position() with { Column = Position().Column - 1 };
        var (prefix, name, space, isEmpty) = (_reader.Prefix, _reader.LocalName, _reader.NamespaceURI, _reader.IsEmptyElement);
        var attributes = new List<MarkupAttribute>();
        var declarations = new Dictionary<string, string>(StringComparer.Ordinal);
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.NamespaceURI == XmlDeclarations) declarations.Add(_reader.Prefix.Length == 0 ? "" : _reader.LocalName, _reader.Value);
            else attributes.Add(new MarkupAttribute(_reader.Prefix, _reader.LocalName, _reader.NamespaceURI, _reader.Value));
        }

        // canonical XML is not defined for relative namespaces: readers that go on nevertheless have signed nothing
        if (declarations.Values.FirstOrDefault(static uri => uri.Length > 0 && !IsAbsolute(uri)) is { } relative)
            return $"the namespace `{relative}` is no absolute URI";
        var element = new MarkupElement(_open, prefix, name, space) { Attributes = attributes, Declarations = declarations, Position = position };
        if (_open is null) _root = element;
        else _open.Add(new MarkupContent(element, ""));
        if (!isEmpty) _open = element;
        return null;
    }

    private string? Close()
    {
        _open = _open!.Parent;
        return null;
    }

    private string? Add(string text)
    {
        _open?.Add(new MarkupContent(null, text));
        return null;
    }

    private SourcePosition Position() => new(((IXmlLineInfo)_reader).LineNumber, ((IXmlLineInfo)_reader).LinePosition);

    // the reader takes whatever begins with 1.0, and others have other rules for 1.1
    private static string? CheckDeclaration(string? version, string? encoding) => (version, encoding?.ToUpperInvariant()) switch
    {
        (not "1.0", _) => $"the text says that it is XML `{version}`, and must be 1.0",
        (_, null or "UTF-8") => null,
        _ => $"the text says that it is in `{encoding}`, and must be in UTF-8",
    };

    // RFC 3986 section 3.1: a scheme, a colon
    private static bool IsAbsolute(string uri)
    {
        var colon = uri.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(uri[0])
            && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");
}
