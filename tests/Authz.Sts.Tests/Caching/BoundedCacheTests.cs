using Authz.Sts.Caching;

namespace Authz.Sts.Tests.Caching;

public sealed class BoundedCacheTests
{
    [Fact]
    public void What_is_put_in_is_found_by_its_whole_text()
    {
        using var cache = new BoundedCache<string>(100);
        cache.Add("key", "value", 10);
        Assert.Equal("value", cache.Find("a key".AsSpan(2)));
        Assert.Null(cache.Find("KEY"));
        Assert.Null(cache.Find("ke"));
        Assert.Equal(((1, 2), 1, 10), (cache.Lookups, cache.Count, cache.Size));
    }

    [Fact]
    public async Task It_holds_no_more_than_its_limit_and_counts_what_it_drops()
    {
        using var cache = new BoundedCache<string>(1000);
        for (var i = 0; i < 500; i++)
        {
            cache.Add($"key{i}", "value", 100);
            Assert.InRange(cache.Size, 0, 1000);
        }

        // entries are dropped by another thread
        for (var i = 0; i < 100 && cache.Counters.With(0, 0, 0, 0).Evictions == 0; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.InRange(cache.Counters.With(0, 0, 0, 0).Evictions, 1, 500);
    }

    [Fact]
    public void What_takes_the_place_of_another_is_no_eviction()
    {
        using var cache = new BoundedCache<string>(100);
        cache.Add("key", "old", 10);
        cache.Add("key", "new", 10);
        Assert.Equal("new", cache.Find("key"));
        Assert.Equal(10, cache.Size);
        Assert.Equal(0, cache.Counters.With(0, 0, 0, 0).Evictions);
    }
}
