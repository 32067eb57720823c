using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Calls;

/// <summary>The identity provider of the example organization, whose key is public, at the time of a test.</summary>
internal static class SamlLogin
{
    public const string Role = "arn:aws:iam::111122223333:role/OrderAuditor";
    public const string Provider = "arn:aws:iam::111122223333:saml-provider/corp";

    private static readonly string KeyFile = Path.Combine(Repository.Root, "deploy", "examples", "identity-provider", "corp.key.pem");

    /// <summary>A request for the role, with an assertion about a user.</summary>
    public static IssueTokenRequest Request(TestSidecar sidecar, string user = "grace", Func<string, string>? change = null)
    {
        var text = Sign(Text(user, sidecar.Clock.GetUtcNow()));
        return new IssueTokenRequest
        {
            AssumeRoleWithSaml = new AssumeRoleWithSamlGrant
            {
                RoleArn = Role,
                PrincipalArn = Provider,
                SamlAssertion = Convert.ToBase64String(Encoding.UTF8.GetBytes(change?.Invoke(text) ?? text)),
            },
        };
    }

    private static string Text(string user, DateTimeOffset now) => $"""
        <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0">
          <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
          <Assertion ID="_a" Version="2.0" IssueInstant="{now:yyyy-MM-dd'T'HH:mm:ss'Z'}"><Issuer>https://idp.example.internal/saml</Issuer>
            <Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">{user}</NameID>
              <SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData
                Recipient="https://signin.aws.amazon.com/saml" NotOnOrAfter="{now.AddMinutes(5):yyyy-MM-dd'T'HH:mm:ss'Z'}"/></SubjectConfirmation></Subject>
            <Conditions><AudienceRestriction><Audience>urn:amazon:webservices</Audience></AudienceRestriction></Conditions>
            <AttributeStatement>
              <Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><AttributeValue>{Role},{Provider}</AttributeValue></Attribute>
              <Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><AttributeValue>{user}</AttributeValue></Attribute>
            </AttributeStatement></Assertion></samlp:Response>
        """;

    private static string Sign(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(text);
        using var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(KeyFile));
        var signed = new SignedXml(document) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        var reference = new Reference("#_a");
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.ComputeSignature();
        XmlNode assertion = document.SelectSingleNode("//*[@ID='_a']")!;
        assertion.InsertAfter(document.ImportNode(signed.GetXml(), deep: true), assertion.FirstChild);
        return document.OuterXml;
    }
}
