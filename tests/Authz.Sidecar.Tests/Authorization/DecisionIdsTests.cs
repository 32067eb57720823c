using Authz.Sidecar.Authorization;

namespace Authz.Sidecar.Tests.Authorization;

public sealed class DecisionIdsTests
{
    [Fact]
    public async Task Ids_of_many_threads_are_all_different()
    {
        const int Threads = 4, Each = 50_000;
        var made = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(
            () => Enumerable.Range(0, Each).Select(static _ => DecisionIds.Next().ToString()).ToArray())));
        Assert.Equal(Threads * Each, made.SelectMany(static m => m).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_id_is_32_hexadecimal_digits_none_of_which_stays()
    {
        var made = Enumerable.Range(0, 1000).Select(static _ => DecisionIds.Next().ToString()).ToArray();
        Assert.All(made, static id => Assert.Matches("^[0-9a-f]{32}$", id));
        for (var i = 0; i < 32; i++) Assert.Equal(16, made.Select(id => id[i]).Distinct().Count());
    }
}
