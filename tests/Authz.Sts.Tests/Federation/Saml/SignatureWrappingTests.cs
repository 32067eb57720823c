using System.Xml;

namespace Authz.Sts.Tests.Federation.Saml;

/// <summary>The known ways to move what was signed aside and to put something else in its place (XSW1 to XSW8 of SAML Raider, and others).</summary>
public sealed class SignatureWrappingTests
{
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly string Signed = Responses.Sign(Responses.Plain, "_a");
    private static readonly string SignedResponse = Responses.Sign(Responses.Plain, "_r");

    [Fact]
    public void Both_are_good_before_they_are_attacked()
    {
        Assert.Equal("alice", Responses.Accepted(Signed).Subject);
        Assert.Equal("alice", Responses.Accepted(SignedResponse).Subject);
        Assert.Equal("alice", Responses.Accepted(Responses.Sign(Responses.Plain, "_a", "_r")).Subject);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void S02_XSW1_and_2_an_evil_response_around_the_signed_one(int variant)
    {
        XmlDocument document = Responses.Load(SignedResponse);
        XmlElement response = document.DocumentElement!;
        XmlElement signature = Find(response, "Signature");
        var original = (XmlElement)response.CloneNode(deep: true);
        original.RemoveChild(Find(original, "Signature"));
        MakeEvil(response, "_evil");
        if (variant == 1) signature.AppendChild(original);
        else response.InsertBefore(original, signature);
        AssertRefused(document);
    }

    [Fact]
    public void S02_XSW3_an_evil_assertion_before_the_signed_one()
    {
        (XmlDocument document, XmlElement evil, XmlElement signed) = Evil();
        document.DocumentElement!.InsertBefore(evil, signed);
        AssertRefused(document);
    }

    [Fact]
    public void S02_XSW4_the_signed_assertion_within_an_evil_one()
    {
        (XmlDocument document, XmlElement evil, XmlElement signed) = Evil();
        document.DocumentElement!.ReplaceChild(evil, signed);
        evil.AppendChild(signed);
        AssertRefused(document);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void S02_XSW5_and_6_the_signature_in_the_evil_assertion(int variant)
    {
        (XmlDocument document, XmlElement evil, XmlElement signed) = Evil();
        XmlElement signature = Find(signed, "Signature");
        document.DocumentElement!.ReplaceChild(evil, signed);
        evil.InsertAfter(signature, evil.FirstChild);
        if (variant == 5) document.DocumentElement.AppendChild(signed);
        else signature.AppendChild(signed);
        AssertRefused(document);
    }

    [Theory]
    [InlineData("urn:oasis:names:tc:SAML:2.0:protocol", true)]
    [InlineData("urn:oasis:names:tc:SAML:2.0:protocol", false)]
    [InlineData("urn:example", false)]
    public void S02_XSW7_one_of_them_under_extensions(string space, bool isEvilInside)
    {
        (XmlDocument document, XmlElement evil, XmlElement signed) = Evil();
        XmlElement extensions = document.CreateElement("Extensions", space);
        document.DocumentElement!.InsertBefore(extensions, document.DocumentElement.FirstChild);
        if (!isEvilInside) document.DocumentElement.ReplaceChild(evil, signed);
        extensions.AppendChild(isEvilInside ? evil : signed);
        AssertRefused(document);
    }

    [Fact]
    public void S02_XSW8_the_signed_assertion_in_an_object_of_the_signature()
    {
        (XmlDocument document, XmlElement evil, XmlElement signed) = Evil();
        XmlElement signature = Find(signed, "Signature");
        document.DocumentElement!.ReplaceChild(evil, signed);
        evil.InsertAfter(signature, evil.FirstChild);
        signature.AppendChild(document.CreateElement("Object", Dsig))!.AppendChild(signed);
        AssertRefused(document);
    }

    [Fact]
    public void The_signed_assertion_in_an_advice_of_an_evil_one()
    {
        (XmlDocument document, XmlElement evil, XmlElement signed) = Evil();
        document.DocumentElement!.ReplaceChild(evil, signed);
        evil.AppendChild(document.CreateElement("Advice", evil.NamespaceURI))!.AppendChild(signed);
        Responses.Refused(document.OuterXml, "neither the response nor its assertion is signed");
    }

    [Fact]
    public void An_advice_is_signed_and_never_read()
    {
        const string Advice = "<saml:Advice><saml:Assertion ID=\"_x\"><saml:Subject><saml:NameID>mallory</saml:NameID></saml:Subject>"
            + "</saml:Assertion></saml:Advice><saml:AuthnStatement";
        Assert.Equal("alice", Responses.Accepted(Responses.Changed("<saml:AuthnStatement", Advice)).Subject);
    }

    [Fact]
    public void S02_a_second_assertion_with_another_namespace() =>
        Responses.Refused(Signed.Replace("<samlp:Status>", "<x:Assertion xmlns:x=\"urn:x\"/><samlp:Status>", StringComparison.Ordinal), "exactly one assertion");

    [Fact]
    public void S02_two_signed_assertions()
    {
        XmlDocument document = Responses.Load(Signed);
        document.DocumentElement!.AppendChild(Find(document.DocumentElement, "Assertion").CloneNode(deep: true));
        Responses.Refused(document.OuterXml, "exactly one assertion");
    }

    [Fact]
    public void S02_no_signature() => Responses.Refused(Responses.Plain, "neither the response nor its assertion is signed");

    [Fact]
    public void S02_a_signature_under_extensions_of_the_response()
    {
        XmlDocument document = Responses.Load(Signed);
        XmlElement extensions = document.CreateElement("Extensions", document.DocumentElement!.NamespaceURI);
        extensions.AppendChild(Find(document.DocumentElement, "Signature"));
        document.DocumentElement.InsertBefore(extensions, document.DocumentElement.FirstChild);
        Responses.Refused(document.OuterXml, "a signature stands elsewhere");
    }

    [Fact]
    public void S02_the_assertions_signature_moved_to_the_response()
    {
        XmlDocument document = Responses.Load(Signed);
        document.DocumentElement!.AppendChild(Find(document.DocumentElement, "Signature"));
        Responses.Refused(document.OuterXml, "does not name the element that the signature stands in");
    }

    [Fact]
    public void S02_of_two_signatures_both_must_hold()
    {
        var text = Responses.Sign(Responses.Plain, "_a", "_r");
        // what only the response's signature covers
        Responses.Refused(text.Replace("IssueInstant=\"2126-01-02T03:03:30Z\" Destination", "Destination", StringComparison.Ordinal), "not of this text");
    }

    [Fact]
    public void S02_two_signatures_of_one_element()
    {
        XmlDocument document = Responses.Load(Signed);
        XmlElement signature = Find(document.DocumentElement!, "Signature");
        signature.ParentNode!.InsertAfter(signature.CloneNode(deep: true), signature);
        Responses.Refused(document.OuterXml, "two signatures");
    }

    [Theory]
    [InlineData("<samlp:Status>", "<samlp:Status ID=\"_a\">")]
    [InlineData("<samlp:Status>", "<samlp:Status Id=\"_a\">")]
    [InlineData("<samlp:Status>", "<samlp:Status id=\"_a\">")]
    [InlineData("<samlp:Status>", "<samlp:Status xml:id=\"_a\">")]
    [InlineData("<samlp:Status>", "<samlp:Status x:ID=\"_a\" xmlns:x=\"urn:x\">")]
    public void S02_an_id_given_twice(string from, string to) =>
        Responses.Refused(Signed.Replace(from, to, StringComparison.Ordinal), "an ID is given twice");

    [Fact]
    public void Attributes_that_look_like_a_second_id_are_refused() =>
        Responses.Refused(Signed.Replace("ID=\"_a\"", "x:ID=\"_b\" xmlns:x=\"urn:x\" ID=\"_a\"", StringComparison.Ordinal), "an element has two IDs");

    [Fact]
    public void An_encrypted_assertion_is_refused() => Responses.Refused(
        Signed.Replace("<samlp:Status>", "<saml:EncryptedAssertion/><samlp:Status>", StringComparison.Ordinal), "the assertion is encrypted");

    [Fact]
    public void A_response_within_the_response_is_refused() =>
        Responses.Refused(Responses.Sign(Responses.Plain.Replace("<samlp:Status>", "<x:Response xmlns:x=\"urn:x\"/><samlp:Status>", StringComparison.Ordinal), "_r"), "contains another one");

    // an assertion like the signed one that says something else
    private static (XmlDocument Document, XmlElement Evil, XmlElement Signed) Evil()
    {
        XmlDocument document = Responses.Load(Signed);
        XmlElement signed = Find(document.DocumentElement!, "Assertion");
        var evil = (XmlElement)signed.CloneNode(deep: true);
        evil.RemoveChild(Find(evil, "Signature"));
        MakeEvil(evil, "_evil");
        return (document, evil, signed);
    }

    private static void MakeEvil(XmlElement element, string id)
    {
        element.SetAttribute("ID", id);
        Find(element, "NameID").InnerText = "mallory";
    }

    private static XmlElement Find(XmlElement element, string name) => (XmlElement)element.SelectSingleNode($".//*[local-name()='{name}']")!;

    private static void AssertRefused(XmlDocument document)
    {
        Assert.Contains("mallory", document.OuterXml, StringComparison.Ordinal);
        Responses.Refused(document.OuterXml, "");
    }
}
