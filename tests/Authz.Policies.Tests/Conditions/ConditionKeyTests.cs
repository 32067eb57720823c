using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class ConditionKeyTests
{
    [Theory]
    [InlineData("aws:SourceIp", "aws:sourceip")]
    [InlineData("aws:PrincipalARN", "aws:principalarn")]
    [InlineData("aws:PrincipalTag/Cost Center", "aws:principaltag/cost center")]
    [InlineData("aws:RequestTag/a:b", "aws:requesttag/a:b")]
    [InlineData("oidc.example.com/id/AB:sub", "oidc.example.com/id/ab:sub")]
    [InlineData("a:b:c", "a:b:c")]
    public void Reads(string text, string folded)
    {
        Assert.True(ConditionKey.TryParse(text, out ConditionKey? key));
        Assert.Equal((text, folded), (key.ToString(), key.Folded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SourceIp")]
    [InlineData(":x")]
    [InlineData(":a:b")]
    [InlineData(":a:b/c")]
    [InlineData("aws:")]
    [InlineData("aws: SourceIp")]
    [InlineData("aws:Source\tIp")]
    [InlineData("aws:Source*")]
    [InlineData("aws:Source?p")]
    [InlineData("${aws:username}")]
    [InlineData("aws:PrincipalTag/a\u0001")]
    [InlineData("issuer/path")]
    public void Refuses(string text) => Assert.False(ConditionKey.TryParse(text, out _));

    [Fact]
    public void Has_at_most_512_characters()
    {
        Assert.True(ConditionKey.TryParse("aws:" + new string('x', ConditionKey.MaxLength - 4), out _));
        Assert.False(ConditionKey.TryParse("aws:" + new string('x', ConditionKey.MaxLength - 3), out _));
    }

    [Theory] // section 6, the keys marked M
    [InlineData("aws:PrincipalOrgPaths")]
    [InlineData("aws:PrincipalServiceNamesList")]
    [InlineData("aws:VpceOrgPaths")]
    [InlineData("aws:ResourceOrgPaths")]
    [InlineData("aws:TagKeys")]
    [InlineData("aws:SourceOrgPaths")]
    [InlineData("aws:CalledVia")]
    [InlineData("sts:TransitiveTagKeys")]
    [InlineData("sts:RequestContextProviders")]
    [InlineData("sts:IdentityTokenAudience")]
    [InlineData("oidc.example.com/x:amr")]
    [InlineData("saml:edupersonaffiliation")]
    public void Is_multivalued(string text)
    {
        Assert.True(ConditionKey.TryParse(text, out ConditionKey? key));
        Assert.True(key.IsMultivalued);
        Assert.True(ConditionKey.TryParse(text.ToUpperInvariant(), out key));
        Assert.True(key.IsMultivalued);
    }

    [Theory]
    [InlineData("aws:CalledViaFirst")]
    [InlineData("aws:CalledViaLast")]
    [InlineData("aws:PrincipalTag/TagKeys")]
    [InlineData("aws:PrincipalOrgID")]
    [InlineData("saml:aud")]
    [InlineData("saml:iss")]
    [InlineData("saml:sub")]
    [InlineData("saml:sub_type")]
    [InlineData("saml:doc")]
    [InlineData("saml:namequalifier")]
    [InlineData("saml:eduPersonOrgDN")]
    [InlineData("saml:eduPersonPrimaryAffiliation")]
    [InlineData("saml:eduPersonPrimaryOrgUnitDN")]
    [InlineData("saml:eduPersonPrincipalName")]
    [InlineData("oidc.example.com/x:sub")]
    [InlineData("aws:PrincipalTag/x:amr")]
    [InlineData("orders:Tag/x:amr")]
    [InlineData("s3:amr")]
    public void Is_single_valued(string text)
    {
        Assert.True(ConditionKey.TryParse(text, out ConditionKey? key));
        Assert.False(key.IsMultivalued);
    }
}
