using System.Text;
using Authz.Organizations.Markup;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Tests.Markup;

public sealed class MarkupReaderTests
{
    private static readonly MarkupRules Rules = new() { MaxCharacters = 10_000 };

    [Fact]
    public void An_element_has_its_names_attributes_declarations_and_texts()
    {
        MarkupElement root = Read("""<a:b xmlns:a="urn:a" xmlns="urn:d" c="1" a:c="2">x&amp;<![CDATA[<y>]]>&#x7A;<e> </e> </a:b>""");
        Assert.True(root.Is("urn:a", "b"));
        Assert.Equal(("a", "1", new SourcePosition(1, 1)), (root.Prefix, root.Attribute("c"), root.Position));
        Assert.Equal([new MarkupAttribute("", "c", "", "1"), new MarkupAttribute("a", "c", "urn:a", "2")], root.Attributes);
        Assert.Equal([("", "urn:d"), ("a", "urn:a")], root.Declarations.OrderBy(d => d.Key).Select(d => (d.Key, d.Value)));
        Assert.Null(root.Text);
        MarkupElement child = Assert.Single(root.ChildrenNamed("urn:d", "e"));
        Assert.Equal((root, " ", "urn:a", "urn:d", (string?)null),
            (child.Parent, child.Text, child.NamespaceOf("a"), child.NamespaceOf(""), child.NamespaceOf("z")));
        Assert.Equal("x&<y>z ", string.Concat(root.Content.Select(c => c.Text)));
    }

    [Fact]
    public void Elements_come_in_the_texts_order_without_those_skipped() =>
        Assert.Equal("acfg", string.Concat(Read("<a><b><d/></b><c><f/></c><g/></a>").WithDescendants(e => e.LocalName == "b").Select(e => e.LocalName)));

    [Theory]
    [InlineData("<a>x<!-- y -->z</a>", "comment")]
    [InlineData("<!-- y --><a/>", "comment")]
    [InlineData("<a/><!-- y -->", "comment")]
    [InlineData("<a><?b c?></a>", "processing instruction")]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "must be in UTF-8")]
    [InlineData("<?xml version='1.0IIII'?><a/>", "XML `1.0IIII`, and must be 1.0")]
    [InlineData("<a xmlns='b'/>", "no absolute URI")]
    [InlineData("<a xmlns:c='//b:c'/>", "no absolute URI")]
    [InlineData("<!DOCTYPE a><a/>", "document type")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type")]
    [InlineData("<a>&b;</a>", "well-formed")]
    [InlineData("<a b='1' b='2'/>", "well-formed")]
    [InlineData("<a xmlns:x='u:u' xmlns:y='u:u' x:b='1' y:b='2'/>", "well-formed")]
    [InlineData("<a:b/>", "well-formed")]
    [InlineData("<a/><a/>", "well-formed")]
    [InlineData("<a>&#0;</a>", "well-formed")]
    [InlineData("<a>", "well-formed")]
    [InlineData("", "well-formed")]
    [InlineData("<?xml version='1.1'?><a/>", "well-formed")]
    public void What_readers_understand_differently_is_refused(string text, string fault)
    {
        Assert.Null(MarkupReader.Read(Encoding.UTF8.GetBytes(text), Rules, out MarkupFault? found));
        Assert.Contains(fault, found!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'<', (byte)'a', (byte)'>', 0xC0, 0x80, (byte)'<', (byte)'/', (byte)'a', (byte)'>' })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'<', 0, (byte)'a', 0, (byte)'/', 0, (byte)'>' })]
    [InlineData(new byte[] { 0, (byte)'<', 0, (byte)'a', 0, (byte)'/', 0, (byte)'>' })]
    public void Only_utf8_is_read(byte[] bytes) => Assert.Null(MarkupReader.Read(bytes, Rules, out _));

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.NotNull(Read(Nested(64)));
        Assert.Contains("64 deep", Fault(Nested(65)), StringComparison.Ordinal);
        Assert.NotNull(Read(Padded(10_000)));
        Assert.Contains("too long", Fault(Padded(20_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_are_passed_over_on_request()
    {
        MarkupElement? root = MarkupReader.Read("<!--a--><b>c<!--d--><?e f?>g</b>"u8, Rules with { PassesOverComments = true }, out _);
        Assert.Equal("cg", root!.Text);
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));

    private static string Padded(int length) => "<a>" + new string('x', length - 7) + "</a>";

    private static string Fault(string text)
    {
        Assert.Null(MarkupReader.Read(Encoding.UTF8.GetBytes(text), Rules, out MarkupFault? fault));
        return fault!.Message;
    }

    private static MarkupElement Read(string text)
    {
        MarkupElement? root = MarkupReader.Read(Encoding.UTF8.GetBytes(text), Rules, out MarkupFault? fault);
        Assert.Null(fault);
        return root!;
    }
}
