using Authz.Policies.Names;

namespace Authz.Organizations.Tests.Attachments;

public sealed class UnitPathsTests
{
    [Fact]
    public void A_path_leads_from_the_root_to_the_accounts_unit()
    {
        Organization organization = new OrganizationSketch().Read();
        Assert.Equal(["r-test", "ou-test-one"], organization.PathOf(Id("111122223333")).Select(unit => unit.Id));
        Assert.Equal("o-test/r-test/", organization.OrgPath(Id("999999999999")));
    }

    [Fact]
    public void A_foreign_account_has_no_levels_rather_than_none()
    {
        Organization organization = new OrganizationSketch().Read();
        Assert.Null(organization.FindAccount(Id("888888888888")));
        Assert.Throws<KeyNotFoundException>(() => organization.ServiceControlLevels(Id("888888888888")));
        Assert.Throws<KeyNotFoundException>(() => organization.ResourceControlLevels(default));
    }

    private static AccountId Id(string text) => AccountId.TryParse(text, out AccountId id) ? id : throw new ArgumentException(text);
}
