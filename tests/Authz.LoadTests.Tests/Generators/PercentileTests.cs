using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Tests.Generators;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.51, 6)]
    [InlineData(0.99, 10)]
    [InlineData(1, 10)]
    [InlineData(0.01, 1)]
    public void The_rank_is_the_nearest(double share, double expected) =>
        Assert.Equal(expected, Percentile.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share));

    [Fact]
    public void A_spread_is_median_least_and_most()
    {
        Assert.Equal(new Spread(3, 1, 9), Spread.Of([9, 3, 1]));
        Assert.Equal(new Spread(2.5, 1, 4), Spread.Of([4, 1, 2, 3]));
    }
}
