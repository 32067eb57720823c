using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Authz.Organizations.Providers;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;

namespace Authz.Sts.Tests.Federation.Saml;

/// <summary>Responses signed by the <see cref="SignedXml"/> of .NET, of which nothing is used to verify them.</summary>
internal static class Responses
{
    public const string Issuer = "https://idp.example/saml";
    public const string Role = "arn:aws:iam::444455556666:role/app/Deploy";
    public const string Provider = "arn:aws:iam::444455556666:saml-provider/corp";
    public const string NameId = "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">alice</saml:NameID>";
    public const string Confirmation = "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData "
        + "Recipient=\"https://signin.aws.amazon.com/saml\" NotOnOrAfter=\"2126-01-02T03:08:30Z\"/></saml:SubjectConfirmation>";
    public const string Audience = "<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction>";
    public const string Statement = "<saml:AttributeStatement>";
    public const string Status =
        "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>";

    public static readonly RSA Key = RSA.Create(2048);
    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2126-01-02T03:04:05Z", CultureInfo.InvariantCulture);

    public static readonly SamlMetadata Metadata = new()
    {
        EntityId = Issuer,
        SigningKeys = [new SamlSigningKey(SamlKeyKind.Rsa, Key.ExportSubjectPublicKeyInfo())],
        ValidUntil = null,
    };

    /// <summary>The metadata as the provider publishes them.</summary>
    public static readonly string MetadataText = MetadataOf(Key);

    /// <summary>A response that lacks nothing but a signature.</summary>
    public static readonly string Plain =
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_r\" "
        + "Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\" Destination=\"https://signin.aws.amazon.com/saml\">"
        + $"<saml:Issuer>{Issuer}</saml:Issuer>{Status}"
        + "<saml:Assertion ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\">"
        + $"<saml:Issuer>{Issuer}</saml:Issuer><saml:Subject>{NameId}{Confirmation}</saml:Subject>"
        + $"<saml:Conditions NotBefore=\"2126-01-02T03:02:30Z\" NotOnOrAfter=\"2126-01-02T03:08:30Z\">{Audience}</saml:Conditions>"
        + "<saml:AuthnStatement AuthnInstant=\"2126-01-02T03:03:00Z\"/>"
        + $"{Statement}{Attribute("Role", $"{Role},{Provider}")}{Attribute("RoleSessionName", "alice")}</saml:AttributeStatement>"
        + "</saml:Assertion></samlp:Response>";

    /// <summary>An attribute of AWS.</summary>
    public static string Attribute(string name, params string[] values) => Named("https://aws.amazon.com/SAML/Attributes/" + name, values);

    /// <summary>An attribute.</summary>
    public static string Named(string name, params string[] values) =>
        $"<saml:Attribute Name=\"{name}\">{string.Concat(values.Select(v => $"<saml:AttributeValue>{v}</saml:AttributeValue>"))}</saml:Attribute>";

    /// <summary>The plain response with more attributes, its assertion signed.</summary>
    public static string With(params string[] attributes) => Changed(Statement, Statement + string.Concat(attributes));

    /// <summary>The plain response with a text replaced, its assertion signed afterwards.</summary>
    public static string Changed(string from, string to)
    {
        Assert.Contains(from, Plain, StringComparison.Ordinal);
        return Sign(Plain.Replace(from, to, StringComparison.Ordinal), "_a");
    }

    /// <summary>Signs the elements with these IDs, one after the other.</summary>
    public static string Sign(string xml, params string[] ids)
    {
        XmlDocument document = Load(xml);
        foreach (var id in ids) Sign(document, id, static _ => { });
        return document.OuterXml;
    }

    /// <summary>Signs one element, otherwise than usual.</summary>
    public static void Sign(XmlDocument document, string id, Action<SignedXml> change)
    {
        var signed = new SignedXml(document) { SigningKey = Key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference("#" + id) { DigestMethod = SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        change(signed);
        signed.ComputeSignature();
        XmlNode parent = document.SelectSingleNode($"//*[@ID='{id}']")!;
        parent.InsertAfter(document.ImportNode(signed.GetXml(), deep: true), parent.FirstChild);
    }

    private static string MetadataOf(RSA key)
    {
        var request = new CertificateRequest("CN=idp.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{Issuer}">
              <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
                  <X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate>
                </X509Data></KeyInfo></KeyDescriptor>
              </IDPSSODescriptor>
            </EntityDescriptor>
            """;
    }

    public static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }

    public static SamlResult Verify(string xml, SamlSettings? settings = null, DateTimeOffset? now = null, SamlMetadata? metadata = null) =>
        new SamlVerifier(settings ?? new SamlSettings()).Verify(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)), metadata ?? Metadata, now ?? Now);

    /// <summary>The assertion of a response that must be accepted.</summary>
    public static SamlAssertion Accepted(string xml, SamlSettings? settings = null, SamlMetadata? metadata = null)
    {
        SamlResult result = Verify(xml, settings, metadata: metadata);
        Assert.Equal(default, result.Error);
        return result.Assertion!;
    }

    /// <summary>That a response is refused, for a reason.</summary>
    public static void Refused(string xml, string reason, StsErrorCode code = StsErrorCode.InvalidIdentityToken)
    {
        SamlResult result = Verify(xml);
        Assert.Null(result.Assertion);
        Assert.Equal(code, result.Error.Code);
        Assert.Contains(reason, result.Error.Message, StringComparison.Ordinal);
    }
}
