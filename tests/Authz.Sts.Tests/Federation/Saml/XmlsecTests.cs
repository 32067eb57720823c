using System.Diagnostics;
using System.Security.Cryptography;
using Authz.Organizations.Providers;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.Saml;

/// <summary>The whole way with xmlsec1 as the identity provider: keys of this run, a response of this run.</summary>
public sealed class XmlsecTests
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-sha256")]
    public void S01_xmlsec1_signs_and_we_verify(string method)
    {
        SkipWithoutXmlsec();
        using var folder = new TemporaryDirectory();
        var isRsa = method.StartsWith("rsa", StringComparison.Ordinal);
        using AsymmetricAlgorithm key = isRsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(folder.Path, "key.pem");
        File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
        var template = Path.Combine(folder.Path, "template.xml");
        File.WriteAllText(template, Responses.Sign(Responses.Plain, "_a").Replace(More + "rsa-sha256", More + method, StringComparison.Ordinal));
        SamlMetadata metadata = new()
        {
            EntityId = Responses.Issuer,
            SigningKeys = [new SamlSigningKey(isRsa ? SamlKeyKind.Rsa : SamlKeyKind.Ecdsa, key.ExportSubjectPublicKeyInfo())],
            ValidUntil = null,
        };
        Assert.NotEqual(default, Responses.Verify(File.ReadAllText(template), metadata: metadata).Error);
        var signed = Path.Combine(folder.Path, "signed.xml");
        Run("--sign", "--privkey-pem", pem, "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", "--output", signed, template);
        Assert.Equal("alice", Responses.Accepted(File.ReadAllText(signed), metadata: metadata).Subject);
    }

    private static void SkipWithoutXmlsec()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static p => File.Exists(Path.Combine(p, "xmlsec1")));
        // where everything must run, a missing tool is a failure
        var mustBe = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipUnless(isThere || mustBe, "xmlsec1 is not installed: apt-get install xmlsec1");
    }

    private static void Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("xmlsec1", arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
