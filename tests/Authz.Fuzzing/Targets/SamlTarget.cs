using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Authz.Organizations.Markup;
using Authz.Organizations.Providers;
using Authz.Sts.Federation.Saml;

namespace Authz.Fuzzing.Targets;

/// <summary>
/// XML texts against the canonicalization of .NET, and SAML responses against what their provider signed: its keys are gone, so that whatever
/// is accepted must say the same as the seeds.
/// </summary>
internal static class SamlTarget
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly MarkupRules Rules = new() { MaxCharacters = 100_000 };
    private static readonly SamlVerifier Verifier = new(new SamlSettings());
    private static readonly SamlMetadata Metadata = ReadMetadata();

    public static void Check(byte[] input)
    {
        CheckTree(input);
        CheckResponse(input);
    }

    /// <summary>Verifies an input as a response.</summary>
    public static SamlResult Verify(byte[] input) => Verifier.Verify(Convert.ToBase64String(input), Metadata, Now);

    private static void CheckTree(byte[] input)
    {
        MarkupElement? root = MarkupReader.Read(input, Rules, out MarkupFault? fault);
        Property.Same(root is null, fault is not null, "a fault is told when there is no tree");
        if (fault is not null) Property.Holds(fault.Position is { Line: > 0, Column: > 0 }, "a fault has a place");
        if (root is null) return;
        var canonical = CanonicalText.Of(root, null, []);
        Property.Same(Expected(input), Encoding.UTF8.GetString(canonical), "the canonical form");
        MarkupElement? again = MarkupReader.Read(canonical, Rules with { MaxCharacters = 10 * Rules.MaxCharacters }, out _);
        Property.Holds(again is not null, "a canonical form is read");
        Property.Same(Encoding.UTF8.GetString(canonical), Encoding.UTF8.GetString(CanonicalText.Of(again!, null, [])), "a canonical form is its own");
    }

    private static string Expected(byte[] input)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        // LoadXml would not normalize line ends and attributes
        using var text = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(input).TrimStart('\uFEFF')));
        document.Load(text);
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(document);
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void CheckResponse(byte[] input)
    {
        SamlResult result = Verify(input);
        Property.Same(result.Assertion is null, result.Error.IsError, "an assertion or an error");
        if (result.Assertion is not { } assertion) return;
        Property.Same("_assertion J\u00F6rg & <S\u00F6hne>\r persistent joerg", $"{assertion.Id} {assertion.Subject} {assertion.SubjectType} {assertion.RoleSessionName}", "who was signed");
        Property.Same("https://idp.example/saml https://signin.aws.amazon.com/saml", $"{assertion.Issuer} {assertion.Recipient}", "by whom, for whom");
        Property.Same("arn:aws:iam::444455556666:role/app/Deploy,arn:aws:iam::444455556666:saml-provider/corp", string.Join(' ', assertion.RolePairs), "the roles");
        Property.Same("[team, orders & co]", string.Join(' ', assertion.Tags), "the tags");
        Property.Same("saml:edupersonorgdn=dc=example", string.Join(' ', assertion.Keys.Select(static k => $"{k.Key}={string.Join(',', k.Value)}")), "the keys");
        Property.Holds(assertion.SourceIdentity is null && assertion.SessionDuration is null && assertion.TransitiveTagKeys.Count == 0, "nothing was added");
    }

    private static SamlMetadata ReadMetadata()
    {
        var document = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "saml-metadata.xml"));
        var keys = new List<SamlSigningKey>();
        foreach (XElement certificate in document.Descendants().Where(static e => e.Name.LocalName == "X509Certificate"))
        {
            using X509Certificate2 read = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate.Value));
            using RSA? rsa = read.GetRSAPublicKey();
            keys.Add(new SamlSigningKey(rsa is null ? SamlKeyKind.Ecdsa : SamlKeyKind.Rsa, read.PublicKey.ExportSubjectPublicKeyInfo()));
        }

        return new SamlMetadata { EntityId = document.Root!.Attribute("entityID")!.Value, SigningKeys = keys, ValidUntil = null };
    }
}
