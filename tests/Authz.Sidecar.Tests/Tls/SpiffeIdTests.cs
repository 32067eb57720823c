using Authz.Sidecar.Tls;

namespace Authz.Sidecar.Tests.Tls;

public sealed class SpiffeIdTests
{
    [Theory]
    [InlineData("spiffe://example.org")]
    [InlineData("spiffe://example.org/ns/orders/sa/api")]
    [InlineData("spiffe://ex_am-ple.1/A.b_c-d")]
    public void What_the_standard_allows_is_an_id(string id) => Assert.True(SpiffeId.IsId(id));

    [Theory]
    [InlineData("")]
    [InlineData("spiffe://")]
    [InlineData("SPIFFE://example.org/a")]
    [InlineData("https://example.org/a")]
    [InlineData("spiffe://Example.org/a")]
    [InlineData("spiffe://example.org:8080/a")]
    [InlineData("spiffe://user@example.org/a")]
    [InlineData("spiffe://example.org/")]
    [InlineData("spiffe://example.org/a/")]
    [InlineData("spiffe://example.org//a")]
    [InlineData("spiffe://example.org/a/../b")]
    [InlineData("spiffe://example.org/./b")]
    [InlineData("spiffe://example.org/a?x=1")]
    [InlineData("spiffe://example.org/a#f")]
    [InlineData("spiffe://example.org/a%2fb")]
    [InlineData("spiffe://example.org/a/*")]
    public void What_it_does_not_is_none(string id) => Assert.False(SpiffeId.IsId(id));

    [Fact]
    public void Ids_are_bounded()
    {
        Assert.True(SpiffeId.IsId($"spiffe://{new string('a', 255)}/b"));
        Assert.False(SpiffeId.IsId($"spiffe://{new string('a', 256)}/b"));
        Assert.False(SpiffeId.IsId($"spiffe://a/{new string('b', 2048)}"));
    }

    [Theory]
    [InlineData("spiffe://a/b/c", true)]
    [InlineData("spiffe://a/b/*", true)]
    [InlineData("spiffe://a/*", true)]
    [InlineData("spiffe://a/b*", false)]
    [InlineData("spiffe://*/b", false)]
    [InlineData("*", false)]
    [InlineData("spiffe:///*", false)]
    public void A_star_stands_for_whole_segments_at_the_end(string pattern, bool expected) => Assert.Equal(expected, SpiffeId.IsPattern(pattern));

    [Theory]
    [InlineData("spiffe://a/b/c", "spiffe://a/b/c", true)]
    [InlineData("spiffe://a/b/c", "spiffe://a/b/*", true)]
    [InlineData("spiffe://a/b/c/d", "spiffe://a/b/*", true)]
    [InlineData("spiffe://a/bc", "spiffe://a/b/*", false)]
    [InlineData("spiffe://a/b", "spiffe://a/b/*", false)]
    [InlineData("spiffe://ab/b", "spiffe://a/*", false)]
    [InlineData("spiffe://a/B", "spiffe://a/b", false)]
    public void A_pattern_names_what_is_below_it(string id, string pattern, bool expected) => Assert.Equal(expected, SpiffeId.IsMatch(id, ["spiffe://x/y", pattern]));
}
