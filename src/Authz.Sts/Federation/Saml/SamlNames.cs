namespace Authz.Sts.Federation.Saml;

/// <summary>Namespaces and identifiers of SAML 2.0 and of AWS.</summary>
internal static class SamlNames
{
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public const string Signatures = "http://www.w3.org/2000/09/xmldsig#";
    public const string ExclusiveCanonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string EnvelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    public const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";
    public const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    public const string NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
    public const string Entity = NameIdFormat + "entity";
    public const string Unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
    public const string AwsAttributes = "https://aws.amazon.com/SAML/Attributes/";
}
