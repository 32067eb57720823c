using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Authz.Organizations.Markup;
using Authz.Sts.Federation.Saml;
using CsCheck;

namespace Authz.Sts.Tests.Federation.Saml;

public sealed class CanonicalTextTests
{
    private static readonly MarkupRules Rules = new() { MaxCharacters = 100_000 };

    // https://www.w3.org/TR/xml-exc-c14n/ section 2.2: the same element in two envelopes
    [Theory]
    [InlineData("<n0:local xmlns:n0=\"foo:bar\" xmlns:n3=\"ftp://example.org\"><n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\">"
        + "<n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n0:local>")]
    [InlineData("<n2:pdu xmlns:n1=\"http://example.com\" xmlns:n2=\"http://foo.example\" xml:lang=\"fr\" xml:space=\"preserve\">"
        + "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"/></n1:elem2></n2:pdu>")]
    public void An_element_is_the_same_in_every_envelope(string text) => Assert.Equal(
        "<n1:elem2 xmlns:n1=\"http://example.net\" xml:lang=\"en\"><n3:stuff xmlns:n3=\"ftp://example.org\"></n3:stuff></n1:elem2>",
        Canonical(Read(text).Children.Single(), null));

    [Theory]
    [InlineData("<a b='1' a='2'/>", "<a a=\"2\" b=\"1\"></a>")]
    [InlineData("<a y:a='1' x:a='2' a='3' xmlns:x='urn:y' xmlns:y='urn:x'/>", "<a xmlns:x=\"urn:y\" xmlns:y=\"urn:x\" a=\"3\" y:a=\"1\" x:a=\"2\"></a>")]
    [InlineData("<a xmlns='urn:a'><b xmlns=''/></a>", "<a xmlns=\"urn:a\"><b xmlns=\"\"></b></a>")]
    [InlineData("<a xmlns=''><b xmlns='urn:b'><c xmlns=''><d xmlns=''/></c></b></a>", "<a><b xmlns=\"urn:b\"><c xmlns=\"\"><d></d></c></b></a>")]
    [InlineData("<x:a xmlns:x='urn:1'><x:b xmlns:x='urn:2'><x:c xmlns:x='urn:1'/></x:b></x:a>",
        "<x:a xmlns:x=\"urn:1\"><x:b xmlns:x=\"urn:2\"><x:c xmlns:x=\"urn:1\"></x:c></x:b></x:a>")]
    [InlineData("<a xmlns:unused='urn:u'><u:b xmlns:u='urn:u'/><u:b xmlns:u='urn:u'/></a>",
        "<a><u:b xmlns:u=\"urn:u\"></u:b><u:b xmlns:u=\"urn:u\"></u:b></a>")]
    [InlineData("<a b='&lt;&amp;&gt;&quot;&apos;&#9;&#10;&#13;'>&lt;&amp;&gt;\"'&#9;&#10;&#13;<![CDATA[<]]></a>",
        "<a b=\"&lt;&amp;>&quot;'&#x9;&#xA;&#xD;\">&lt;&amp;&gt;\"'\t\n&#xD;&lt;</a>")]
    [InlineData("<a b=' x\r\ny\tz '>\r\n</a>", "<a b=\" x y z \">\n</a>")]
    [InlineData("<a xml:lang='de' xmlns:xml='http://www.w3.org/XML/1998/namespace'>\u00E4\U0001F600</a>", "<a xml:lang=\"de\">\u00E4\U0001F600</a>")]
    public void Texts_have_one_form(string text, string expected) => Assert.Equal(expected, Canonical(Read(text), null));

    [Fact]
    public void What_is_left_out_is_left_out()
    {
        MarkupElement root = Read("<a>1<b>2</b>3<b>4</b></a>");
        Assert.Equal("<a>1<b>2</b>3</a>", Canonical(root, root.Children.Last()));
    }

    [Theory]
    [InlineData("x", "<b xmlns:x=\"urn:x\"><c></c></b>")]
    [InlineData("#default y", "<b xmlns:y=\"urn:y\"><c xmlns=\"urn:d\"></c></b>")]
    [InlineData("", "<b><c xmlns=\"urn:d\"></c></b>")]
    [InlineData("xml nobody", "<b><c xmlns=\"urn:d\"></c></b>")]
    public void Listed_prefixes_keep_their_namespaces(string prefixes, string expected)
    {
        MarkupElement root = Read("<a xmlns:x='urn:x' xmlns:y='urn:y'><b xmlns=''><c xmlns='urn:d'/></b></a>");
        var actual = Canonical(root.Children.Single(), null, prefixes);
        Assert.Equal(expected.Replace("<c></c>", "<c xmlns=\"urn:d\"></c>", StringComparison.Ordinal), actual);
    }

    [Fact]
    public void Random_texts_have_the_canonical_form_that_dotnet_finds() => Texts().Sample(
        static pair =>
        {
            MarkupElement apex = Read(pair.Text).WithDescendants().ElementAt(pair.Index);
            Assert.Equal(Expected(pair.Text, pair.Index, pair.Prefixes), Canonical(apex, null, pair.Prefixes));
        },
        iter: 3_000);

    private static Gen<(string Text, int Index, string Prefixes)> Texts()
    {
        Gen<string> prefix = OneOf("", "p:", "q:", "r:");
        Gen<string> declarations = OneOf("xmlns", "xmlns:p", "xmlns:q", "xmlns:r")
            .Select(OneOf("urn:1", "urn:2", "urn:3"), static (name, uri) => $" {name}=\"{uri}\"")
            .List[0, 3].Select(static list => string.Concat(list.DistinctBy(static d => d.Split('=')[0])));
        Gen<string> attributes = OneOf("b", "a", "p:a", "q:a", "r:b", "xml:lang")
            .Select(OneOf("1", "&amp;", "&#10;x", "\u00E4"), static (name, value) => $" {name}=\"{value}\"")
            .List[0, 3].Select(static list => string.Concat(list.DistinctBy(static d => d.Split('=')[0])));
        Gen<string> text = OneOf("", "x", "&lt;", "&#13;", "\n", "<![CDATA[&]]>");
        Gen<string> element = Gen.Recursive<string>((depth, inner) =>
            Gen.Select(prefix, declarations, attributes, text, depth < 4 ? inner.List[0, 3] : Gen.Const(new List<string>()))
                .Select(static parts =>
                {
                    (var p, var d, var a, var t, List<string> children) = parts;
                    return $"<{p}e{d}{a}>{t}{string.Concat(children)}{t}</{p}e>";
                }));
        const string Root = "<root xmlns:p=\"urn:1\" xmlns:q=\"urn:2\" xmlns:r=\"urn:3\">";
        return Gen.Select(element, Gen.Int[0, 1_000], OneOf("", "p", "#default", "q r #default")).Select(static parts =>
        {
            var text = $"{Root}{parts.Item1}</root>";
            // two prefixes of one namespace may make one attribute twice
            MarkupElement? root = MarkupReader.Read(Encoding.UTF8.GetBytes(text), Rules, out _);
            if (root is null) text = Root + "<e/></root>";
            var count = root?.WithDescendants().Count() ?? 2;
            return (text, parts.Item2 % count, parts.Item3);
        });
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static string Expected(string text, int index, string prefixes)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(text);
        // the element alone, with the namespaces that it is in the scope of
        var apex = (XmlElement)document.SelectNodes("//*")![index]!;
        foreach ((var prefix, var uri) in apex.CreateNavigator()!.GetNamespacesInScope(XmlNamespaceScope.ExcludeXml))
            apex.SetAttribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix, uri);
        var alone = new XmlDocument { PreserveWhitespace = true };
        alone.AppendChild(alone.ImportNode(apex, deep: true));
        var transform = new XmlDsigExcC14NTransform(includeComments: false, prefixes);
        transform.LoadInput(alone);
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Canonical(MarkupElement apex, MarkupElement? without, string prefixes = "") => Encoding.UTF8.GetString(
        CanonicalText.Of(apex, without, [.. prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static p => p == "#default" ? "" : p)]));

    private static MarkupElement Read(string text)
    {
        MarkupElement? root = MarkupReader.Read(Encoding.UTF8.GetBytes(text), Rules, out MarkupFault? fault);
        Assert.Null(fault);
        return root!;
    }
}
