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
            || (key.EndsWith(":amr", StringComparison.OrdinalIgnoreCase) && IsIssuer(key[..^4]))
            || (key.StartsWith("saml:", StringComparison.OrdinalIgnoreCase) && !SingleSaml.Contains(key));
    }

    /// <summary>6.6: a provider's URL without scheme, as <c>host.example/path</c>; a service's <c>orders:Tag/x</c> is none.</summary>
    private static bool IsIssuer(string text)
    {
        var host = text.Split('/')[0];
        return host.Contains(':') ? host.Split(':')[0].Contains('.') : text.Contains('.') || text.Contains('/');
    }
}
