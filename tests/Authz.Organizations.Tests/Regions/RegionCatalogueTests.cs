using Authz.Organizations.Regions;
using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Regions;

public sealed class RegionCatalogueTests
{
    [Fact]
    public void The_catalogue_of_AWS_has_17_regions_of_each_sort()
    {
        Assert.Equal((17, 17), (RegionCatalogue.Aws.EnabledByDefault.Count, RegionCatalogue.Aws.OptIn.Count));
        Assert.True(RegionCatalogue.Aws.IsEnabledByDefault("ap-northeast-3") && !RegionCatalogue.Aws.IsOptIn("ap-northeast-3"));
        Assert.True(RegionCatalogue.Aws.IsOptIn("mx-central-1") && !RegionCatalogue.Aws.IsEnabledByDefault("mx-central-1"));
        Assert.False(RegionCatalogue.Aws.IsKnown("US-EAST-1") || RegionCatalogue.Aws.IsKnown(""));
    }

    [Fact]
    public void An_organization_may_bring_its_own()
    {
        Organization organization = new OrganizationSketch().With("organization.json", """
            { "Id": "o-test", "ManagementAccountId": "999999999999", "Regions": { "EnabledByDefault": ["here-1"], "OptIn": ["there-1"] },
              "Root": { "Id": "r-test", "Accounts": ["999999999999", "111122223333"] } }
            """)
                .With($"{Account}/account.json", """{ "Id": "111122223333", "OptInRegions": ["there-1"], "DeactivatedStsRegions": ["here-1"] }""")
                .Read();
        Assert.Equal(["here-1"], organization.Regions.EnabledByDefault);
        Assert.Equal(["there-1"], organization.Regions.OptIn);
        Accounts.AccountTests.AssertRegions(organization.Accounts[0], enabled: ["here-1", "there-1"], sts: ["there-1"]);
        Accounts.AccountTests.AssertRegions(organization.Accounts[1], enabled: ["here-1"], sts: ["here-1"]);
    }
}
