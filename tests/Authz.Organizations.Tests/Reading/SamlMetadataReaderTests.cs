using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Authz.Organizations.Files;
using Authz.Organizations.Providers;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Tests.Reading;

public sealed class SamlMetadataReaderTests
{
    [Fact]
    public void Metadata_say_who_signs_and_by_which_keys()
    {
        SamlMetadata metadata = Read(MetadataText.Start + MetadataText.Key + MetadataText.Key.Replace(" use=\"signing\"", "") + MetadataText.End);
        Assert.Equal(("https://idp.example/saml", (DateTimeOffset?)null), (metadata.EntityId, metadata.ValidUntil));
        Assert.Equal([SamlKeyKind.Ecdsa, SamlKeyKind.Ecdsa], metadata.SigningKeys.Select(key => key.Kind));
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(MetadataText.Certificate));
        Assert.Equal(certificate.PublicKey.ExportSubjectPublicKeyInfo(), metadata.SigningKeys[0].PublicKey.ToArray());
    }

    [Fact]
    public void Keys_for_encryption_and_of_other_roles_sign_nothing()
    {
        var encryption = MetadataText.Key.Replace("\"signing\"", "\"encryption\"");
        var service = MetadataText.Role.Replace("IDPSSO", "SPSSO") + MetadataText.Key + "</SPSSODescriptor>";
        SamlMetadata metadata = Read((MetadataText.Start + MetadataText.Key + encryption + MetadataText.End).Replace("<IDPSSO", service + "<IDPSSO"));
        Assert.Single(metadata.SigningKeys);
    }

    [Fact]
    public void Metadata_end_when_they_say_so()
    {
        SamlMetadata metadata = Read(MetadataText.Valid.Replace("entityID=", "validUntil=\"2030-01-02T03:04:05.5Z\" entityID="));
        Assert.Equal(DateTimeOffset.Parse("2030-01-02T03:04:05.5Z", CultureInfo.InvariantCulture), metadata.ValidUntil);
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(2048, null)]
    [InlineData(512, "the certificate's RSA key has 512 bits, fewer than 1024")]
    public void Rsa_keys_have_1024_bits_or_more(int bits, string? fault)
    {
        using var key = RSA.Create(bits);
        SamlSigningKey? read = SigningCertificate.Read(
            CertificateOf(new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), out var said);
        Assert.Equal(fault, read is null ? said : null);
        if (fault is not null) return;
        Assert.Equal(SamlKeyKind.Rsa, read!.Kind);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), read.PublicKey.ToArray());
    }

    [Theory]
    [InlineData("nistP256", true)]
    [InlineData("nistP384", true)]
    [InlineData("nistP521", true)]
    [InlineData("secp256k1", false)]
    [InlineData("brainpoolP256r1", false)]
    public void Ecdsa_keys_are_on_known_curves(string curve, bool known)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        SamlSigningKey? read = SigningCertificate.Read(CertificateOf(new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256)), out var fault);
        Assert.Equal(known, read is not null);
        if (!known) Assert.Contains("neither RSA nor ECDSA on", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE EntityDescriptor>")]
    [InlineData("<!DOCTYPE EntityDescriptor [ <!ENTITY a \"b\"> ]>")]
    [InlineData("<!DOCTYPE EntityDescriptor SYSTEM \"file:///etc/passwd\">")]
    public void A_document_type_is_refused(string type) => Assert.Equal("AZ2081", Fault(type + MetadataText.Valid));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.Equal("AZ2081", Fault([.. Encoding.UTF8.GetBytes(MetadataText.Valid), 0xFF]));

    [Fact]
    public void Ten_million_bytes_are_the_most()
    {
        var text = MetadataText.Valid + "<!--" + new string('x', OrganizationDirectory.MaxMetadataBytes - MetadataText.Valid.Length - 7) + "-->";
        Assert.Equal("https://idp.example/saml", Read(text).EntityId);
        Assert.Equal("AZ2080", Fault(text + "\n"));
    }

    private static SamlMetadata Read(string text)
    {
        var diagnostics = new DiagnosticList();
        SamlMetadata? metadata = new SamlMetadataReader(new OrganizationFile("corp.xml", Encoding.UTF8.GetBytes(text)), diagnostics).Read();
        Assert.Empty(diagnostics.Sorted());
        return metadata!;
    }

    private static string Fault(string text) => Fault(Encoding.UTF8.GetBytes(text));

    private static string Fault(byte[] bytes)
    {
        var diagnostics = new DiagnosticList();
        Assert.Null(new SamlMetadataReader(new OrganizationFile("corp.xml", bytes), diagnostics).Read());
        return Assert.Single(diagnostics.Sorted()).Rule.Code;
    }

    private static string CertificateOf(CertificateRequest request)
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        using X509Certificate2 certificate = request.CreateSelfSigned(start, start.AddYears(1));
        return Convert.ToBase64String(certificate.RawData);
    }
}
