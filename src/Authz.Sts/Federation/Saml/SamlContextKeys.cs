using System.Collections.Frozen;

namespace Authz.Sts.Federation.Saml;

/// <summary>Which attributes of an assertion are context keys (IAM: mapping SAML attributes to trust policy context keys).</summary>
internal static class SamlContextKeys
{
    private const string EduPerson = "urn:oid:1.3.6.1.4.1.5923.1.1.1.";
    private const string EduOrg = "urn:oid:1.3.6.1.4.1.5923.1.2.1.";
    private const string Claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    private static readonly FrozenDictionary<string, string> ByAttribute = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [EduPerson + "1"] = "saml:edupersonaffiliation",
        [EduPerson + "2"] = "saml:edupersonnickname",
        [EduPerson + "3"] = "saml:edupersonorgdn",
        [EduPerson + "4"] = "saml:edupersonorgunitdn",
        [EduPerson + "5"] = "saml:edupersonprimaryaffiliation",
        [EduPerson + "6"] = "saml:edupersonprincipalname",
        [EduPerson + "7"] = "saml:edupersonentitlement",
        [EduPerson + "8"] = "saml:edupersonprimaryorgunitdn",
        [EduPerson + "9"] = "saml:edupersonscopedaffiliation",
        [EduPerson + "10"] = "saml:edupersontargetedid",
        [EduPerson + "11"] = "saml:edupersonassurance",
        [EduOrg + "2"] = "saml:eduorghomepageuri",
        [EduOrg + "3"] = "saml:eduorgidentityauthnpolicyuri",
        [EduOrg + "4"] = "saml:eduorglegalname",
        [EduOrg + "5"] = "saml:eduorgsuperioruri",
        [EduOrg + "6"] = "saml:eduorgwhitepagesuri",
        ["urn:oid:2.5.4.3"] = "saml:cn",
        ["2.5.4.3"] = "saml:commonName",
        ["2.5.4.4"] = "saml:surname",
        ["2.5.4.42"] = "saml:givenName",
        ["2.5.4.45"] = "saml:x500UniqueIdentifier",
        ["0.9.2342.19200300.100.1.1"] = "saml:uid",
        ["0.9.2342.19200300.100.1.3"] = "saml:mail",
        ["0.9.2342.19200300.100.1.45"] = "saml:organizationStatus",
        [Claims + "name"] = "saml:name",
        [Claims + "givenname"] = "saml:givenName",
        [Claims + "surname"] = "saml:surname",
        [Claims + "emailaddress"] = "saml:mail",
        ["http://schemas.xmlsoap.org/claims/CommonName"] = "saml:commonName",
        ["http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid"] = "saml:primaryGroupSID",
    }.ToFrozenDictionary();

    /// <summary>The context key of an attribute; null when it is none.</summary>
    public static string? Of(string attribute) => ByAttribute.GetValueOrDefault(attribute);
}
