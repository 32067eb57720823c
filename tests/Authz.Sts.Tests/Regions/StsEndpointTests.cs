using Authz.Organizations.Regions;
using Authz.Sts.Regions;

namespace Authz.Sts.Tests.Regions;

public sealed class StsEndpointTests
{
    [Theory]
    [InlineData("", "eu-west-1", false, "eu-west-1", "eu-west-1")]
    [InlineData("aws-global", "eu-west-1", true, "us-east-1", "global")]
    [InlineData("us-east-1", "eu-west-1", false, "us-east-1", "us-east-1")]
    [InlineData("ap-east-1", "eu-west-1", false, "ap-east-1", "ap-east-1")]
    public void A_region_names_an_endpoint(string region, string own, bool isGlobal, string requested, string name)
    {
        Assert.True(StsEndpoint.TryParse(region, own, RegionCatalogue.Aws, out StsEndpoint endpoint));
        Assert.Equal(new StsEndpoint(isGlobal, requested), endpoint);
        Assert.Equal(name, endpoint.Name);
    }

    [Theory]
    [InlineData("mars-east-1")]
    [InlineData("global")]
    [InlineData("EU-WEST-1")]
    [InlineData(" eu-west-1")]
    [InlineData("AWS-GLOBAL")]
    public void A_region_that_nobody_knows_is_no_endpoint(string region) =>
        Assert.False(StsEndpoint.TryParse(region, "eu-west-1", RegionCatalogue.Aws, out _));
}
