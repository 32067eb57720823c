namespace Authz.Conformance.Reference.Language;

/// <summary>The keys marked M in section 6.</summary>
public static class MultivaluedKeys
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalOrgPaths", "aws:PrincipalServiceNamesList", "aws:VpceOrgPaths", "aws:ResourceOrgPaths", "aws:TagKeys",
        "aws:SourceOrgPaths", "aws:CalledVia", "sts:TransitiveTagKeys", "sts:RequestContextProviders", "sts:IdentityTokenAudience",
    };

    private static readonly HashSet<string> SingleSaml = new(StringComparer.OrdinalIgnoreCase)
    {
        "saml:aud", "saml:iss", "saml:sub", "saml:sub_type", "saml:doc", "saml:namequalifier",
        // the attributes that the IAM guide lists without brackets
        "saml:edupersonorgdn", "saml:edupersonprimaryaffiliation", "saml:edupersonprimaryorgunitdn", "saml:edupersonprincipalname",
    };

    public static bool Contains(string key)
    {
        // a tag's key may be anything, also x:amr
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            return Known.Contains(key);
        return Known.Contains(key)
            || key.EndsWith(":amr", StringComparison.OrdinalIgnoreCase)
            || (key.StartsWith("saml:", StringComparison.OrdinalIgnoreCase) && !SingleSaml.Contains(key));
    }
}
