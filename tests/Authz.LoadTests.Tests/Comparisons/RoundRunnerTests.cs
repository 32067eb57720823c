using Authz.LoadTests.Comparisons;
using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Tests.Comparisons;

public sealed class RoundRunnerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Servers_change_places(int count)
    {
        int[][] orders = [.. Enumerable.Range(-1, 12).Select(round => RoundRunner.Order(round, count).ToArray())];
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, count), order.Order()));
        for (var server = 0; server < count; server++)
        {
            Assert.Contains(orders, order => order[0] == server);
            Assert.Contains(orders, order => order[^1] == server);
        }
    }

    [Fact]
    public void Ratios_are_taken_round_by_round()
    {
        var comparison = new Comparison(["a", "b"], [[At(100), At(50)], [At(10), At(9)], [At(1000), At(700)]]);
        Assert.Equal(new Spread(0.7, 0.5, 0.9), comparison.Ratio(Figure.Throughput, 1, 0));
        Assert.Equal(new Spread(100, 10, 1000), comparison.Of(Figure.Throughput, 0));

        static Measurement At(double perSecond) => new(new LoadFigures(1, perSecond, 0, 0), default, 0);
    }
}
