using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using Authz.Organizations.Providers;

namespace Authz.Sts.Tests.Federation.Saml;

/// <summary>What a signature may be made of; the attacker has the provider's key where only the form is at stake.</summary>
public sealed class EnvelopedSignatureTests
{
    private const string Digest = "http://www.w3.org/2000/09/xmldsig#sha1";

    [Fact]
    public void S03_an_attackers_certificate_in_key_info_counts_for_nothing()
    {
        using var attacker = RSA.Create(2048);
        Responses.Refused(
            Signed(signed =>
            {
                signed.SigningKey = attacker;
                signed.KeyInfo = new KeyInfo();
                signed.KeyInfo.AddClause(new RSAKeyValue(attacker));
            }),
            "not made with a key of the provider's metadata");
    }

    [Fact]
    public void S03_key_info_of_a_good_signature_is_not_looked_at()
    {
        using var other = RSA.Create(2048);
        var text = Signed(signed =>
        {
            signed.KeyInfo = new KeyInfo();
            signed.KeyInfo.AddClause(new RSAKeyValue(other));
        });
        Assert.Equal("alice", Responses.Accepted(text).Subject);
    }

    [Fact]
    public void S13_transforms_that_compute_are_refused()
    {
        Responses.Refused(Transformed(new XmlDsigXPathTransform(), "<XPath xmlns=\"http://www.w3.org/2000/09/xmldsig#\">true()</XPath>"), "`Transforms`");
        Responses.Refused(
            Transformed(new XmlDsigXsltTransform(), "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"
                + "<xsl:template match=\"/\"><xsl:copy-of select=\".\"/></xsl:template></xsl:stylesheet>"),
            "`Transforms`");
        Responses.Refused(Signed(static signed => Reference(signed).AddTransform(new XmlDsigExcC14NTransform())), "`Transforms`");
    }

    [Fact]
    public void Both_transforms_must_be_there_in_their_order_and_without_comments()
    {
        Responses.Refused(Chained(new XmlDsigEnvelopedSignatureTransform()), "`Transforms`");
        Responses.Refused(Chained(new XmlDsigExcC14NTransform(), new XmlDsigEnvelopedSignatureTransform()), "`Transforms`");
        Responses.Refused(Chained(new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NWithCommentsTransform()), "`Transforms`");
        Responses.Refused(Chained(new XmlDsigEnvelopedSignatureTransform(), new XmlDsigC14NTransform()), "`Transforms`");
        Responses.Refused(Chained(), "`Reference` is not made of");
    }

    [Fact]
    public void S13_sha1_and_hmac_do_not_count()
    {
        Responses.Refused(Signed(static signed => signed.SignedInfo!.SignatureMethod = SignedXml.XmlDsigRSASHA1Url), "`SignatureMethod`");
        Responses.Refused(Signed(static signed => Reference(signed).DigestMethod = Digest), "`DigestMethod`");
        // the public key as the secret, which a verifier that picks the key by the method would compute itself
        var secret = Responses.Key.ExportSubjectPublicKeyInfo();
        foreach (var method in new[] { "http://www.w3.org/2000/09/xmldsig#hmac-sha1", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256" })
            Responses.Refused(Hmac(method, secret), "`SignatureMethod`");
    }

    [Theory]
    [InlineData("Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", "Algorithm=\"http://www.w3.org/2000/09/xmldsig#dsa-sha1\"", "`SignatureMethod`")]
    [InlineData("Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", "Algorithm=\"http://www.w3.org/2007/05/xmldsig-more#rsa-pss\"", "`SignatureMethod`")]
    [InlineData("Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", "Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"", "not made with a key")]
    [InlineData("Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", "", "`SignatureMethod`")]
    [InlineData("<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"", "<CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"", "`CanonicalizationMethod`")]
    [InlineData("<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"", "<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#WithComments\"", "`CanonicalizationMethod`")]
    [InlineData("URI=\"#_a\"", "URI=\"\"", "does not name the element")]
    [InlineData("URI=\"#_a\"", "", "does not name the element")]
    [InlineData("URI=\"#_a\"", "URI=\"#_r\"", "does not name the element")]
    [InlineData("URI=\"#_a\"", "URI=\"#xpointer(id('_a'))\"", "does not name the element")]
    [InlineData("URI=\"#_a\"", "URI=\"file:///etc/passwd\"", "does not name the element")]
    [InlineData("</SignedInfo>", "<Reference URI=\"\"/></SignedInfo>", "one `SignedInfo` with one `Reference`")]
    [InlineData("</SignedInfo>", "</SignedInfo><SignedInfo/>", "one `SignedInfo` with one `Reference`")]
    [InlineData("</SignatureValue>", "</SignatureValue><Object/>", "one `SignedInfo` with one `Reference`")]
    [InlineData("</SignatureValue>", "</SignatureValue><KeyInfo/><Object/>", "one `SignedInfo` with one `Reference`")]
    [InlineData("</SignatureValue>", "</SignatureValue>text", "one `SignedInfo` with one `Reference`")]
    [InlineData("<SignatureValue>", "<SignatureValue>!", "`SignatureValue` is no base64")]
    [InlineData("<SignatureValue>", "<SignatureValue><x/>", "`SignatureValue` is no base64")]
    [InlineData("<DigestValue>", "<DigestValue>AAAA", "not of this text")]
    [InlineData("<DigestValue>", "<DigestValue><x/>", "`DigestValue` is no base64")]
    [InlineData("<DigestMethod ", "<DigestMethod xmlns:x=\"urn:x\" x:y=\"\" ", "not of this text")]
    [InlineData("</Transforms>", "</Transforms><x/>", "`Reference` is not made of")]
    public void Nothing_else_is_a_signature(string from, string to, string reason)
    {
        var text = Responses.Sign(Responses.Plain, "_a");
        Assert.Contains(from, text, StringComparison.Ordinal);
        Responses.Refused(text.Replace(from, to, StringComparison.Ordinal), reason);
    }

    [Fact]
    public void Prefixes_of_inclusive_namespaces_are_few()
    {
        Assert.Equal("alice", Responses.Accepted(Chained(new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform("saml #default samlp"))).Subject);
        var many = string.Join(' ', Enumerable.Range(0, 17).Select(static i => $"p{i}"));
        Responses.Refused(Chained(new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform(many)), "`InclusiveNamespaces`");
    }

    [Fact]
    public void A_key_of_another_kind_is_not_tried()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = new SamlMetadata
        {
            EntityId = Responses.Issuer,
            SigningKeys = [new SamlSigningKey(SamlKeyKind.Ecdsa, ecdsa.ExportSubjectPublicKeyInfo()), .. Responses.Metadata.SigningKeys],
            ValidUntil = null,
        };
        Assert.Equal("alice", Responses.Accepted(Responses.Sign(Responses.Plain, "_a"), metadata: keys).Subject);
    }

    private static string Signed(Action<SignedXml> change)
    {
        XmlDocument document = Responses.Load(Responses.Plain);
        Responses.Sign(document, "_a", change);
        return document.OuterXml;
    }

    private static Reference Reference(SignedXml signed) => (Reference)signed.SignedInfo!.References[0]!;

    private static string Transformed(Transform transform, string inner)
    {
        var document = new XmlDocument();
        document.LoadXml($"<x>{inner}</x>");
        transform.LoadInnerXml(document.DocumentElement!.ChildNodes);
        return Signed(signed => Reference(signed).AddTransform(transform));
    }

    private static string Chained(params Transform[] transforms) => Signed(signed =>
    {
        Reference(signed).TransformChain = new TransformChain();
        foreach (Transform transform in transforms) Reference(signed).AddTransform(transform);
    });

    private static string Hmac(string method, byte[] secret)
    {
        XmlDocument document = Responses.Load(Responses.Plain);
        Responses.Sign(document, "_a", static _ => { });
        var text = document.OuterXml.Replace(SignedXml.XmlDsigRSASHA256Url, method, StringComparison.Ordinal);
        return text.Replace("<SignatureValue>", $"<SignatureValue>{Convert.ToBase64String(HMACSHA256.HashData(secret, new byte[] { 1 }))}", StringComparison.Ordinal);
    }
}
