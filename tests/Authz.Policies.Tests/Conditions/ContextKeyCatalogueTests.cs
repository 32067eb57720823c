using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class ContextKeyCatalogueTests
{
    [Theory]
    [InlineData("aws:TokenIssueTime", ConditionType.Date, ContextKeySupply.Caller)]
    [InlineData("AWS:SOURCEIP", ConditionType.IpAddress, ContextKeySupply.Service)]
    [InlineData("aws:MultiFactorAuthAge", ConditionType.Numeric, ContextKeySupply.Caller)]
    [InlineData("aws:multifactorauthpresent", ConditionType.Bool, ContextKeySupply.Caller)]
    [InlineData("aws:PrincipalARN", ConditionType.Arn, ContextKeySupply.Caller)]
    [InlineData("aws:RequestedRegion", ConditionType.String, ContextKeySupply.Request)]
    [InlineData("aws:PrincipalTag/a/b:c", ConditionType.String, ContextKeySupply.Caller)]
    [InlineData("aws:ResourceTag/team", ConditionType.String, ContextKeySupply.Resource)]
    [InlineData("oidc.example.com/id/AB:SUB", ConditionType.String, ContextKeySupply.Issuing)]
    [InlineData("accounts.google.com:aud", ConditionType.String, ContextKeySupply.Issuing)]
    [InlineData("saml:eduPersonOrgDN", ConditionType.String, ContextKeySupply.Issuing)]
    public void Finds_a_key_in_any_case_and_by_its_family(string name, ConditionType type, ContextKeySupply supply)
    {
        ContextKeyInfo? info = ContextKeyCatalogue.Find(name);

        Assert.NotNull(info);
        Assert.Equal((type, supply), (info.Type, info.Supply));
    }

    [Theory]
    [InlineData("orders:Size")]
    [InlineData("aws:PrincipleArn")]
    [InlineData("aws:PrincipalTag/")]
    [InlineData("aws:PrincipalTag")]
    [InlineData("*:aud")]
    [InlineData("orders:sub")]
    [InlineData("")]
    [InlineData(":amr")]
    public void Does_not_know(string name) => Assert.Null(ContextKeyCatalogue.Find(name));

    [Fact]
    public void Every_entry_is_found_under_its_name_and_says_when_it_is_present()
    {
        Assert.All(ContextKeyCatalogue.All, info =>
        {
            var name = info.Name.EndsWith('/') ? info.Name + "x" : info.Name.Replace("saml:*", "saml:x", StringComparison.Ordinal).Replace("*:", "idp.example:", StringComparison.Ordinal);
            Assert.Same(info, ContextKeyCatalogue.Find(name));
            Assert.NotEmpty(info.Presence);
            Assert.False(info.Presence.EndsWith('.'), info.Name);
        });
        Assert.Equal(ContextKeyCatalogue.All.Length, ContextKeyCatalogue.All.Select(i => i.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
