using System.Net;
using Authz.Policies.Conditions;
using CsCheck;

namespace Authz.Policies.Tests.Conditions;

public sealed class IpRangeTests
{
    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.77/24", "203.0.113.1", true)] // host bits
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7/32", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("10.1.2.3/0", "192.0.2.1", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "::ffff:10.0.0.1", false)]
    [InlineData("128.0.0.0/1", "127.255.255.255", false)]
    [InlineData("128.0.0.0/1", "128.0.0.0", true)]
    [InlineData("2001:db8::/32", "2001:DB8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "2001:0db8:0:0::1", true)]
    [InlineData("2001:db8::1/128", "2001:db8::2", false)]
    [InlineData("8000::/1", "7fff::", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)] // mapped is IPv4
    [InlineData("10.0.0.0/8", "::ffff:0a01:0203", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.1.2.3", false)]
    [InlineData("::ffff:0:0/96", "192.0.2.1", true)]
    [InlineData("::ffff:10.0.0.0/128", "10.0.0.0", true)]
    [InlineData("::ffff:10.0.0.0/95", "10.0.0.0", false)]
    [InlineData("::10.0.0.1", "10.0.0.1", false)]
    public void Contains(string range, string address, bool expected)
    {
        Assert.True(IpRange.TryParseRange(range, out IpRange outer));
        Assert.True(IpRange.TryParseAddress(address, out IpRange inner));
        Assert.Equal(expected, outer.Contains(inner));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("1.2")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("012.1.1.1")]
    [InlineData("1.1.1.01")]
    [InlineData("0x0a000001")]
    [InlineData("0xa.0.0.1")]
    [InlineData("256.0.0.1")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.4\0")] // the framework's number parsers read past it
    [InlineData("1.2\0.3.4")]
    [InlineData("1::2\0")]
    [InlineData("1.2.3.+4")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2.3.٤")]
    [InlineData("167772161")]
    [InlineData(":::")]
    [InlineData(":")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("1.2.3.4:80")]
    [InlineData("::ffff:1.2.3")]
    [InlineData("::ffff:01.2.3.4")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("localhost")]
    public void Refuses_addresses(string text)
    {
        Assert.False(IpRange.TryParseAddress(text, out _));
        Assert.False(IpRange.TryParseRange(text, out _));
    }

    [Theory]
    [InlineData("1.2.3.4/")]
    [InlineData("1.2.3.4/33")]
    [InlineData("1.2.3.4/-1")]
    [InlineData("1.2.3.4/+8")]
    [InlineData("1.2.3.4/08")]
    [InlineData("1.2.3.4/ 8")]
    [InlineData("1.2.3.4/8\0")]
    [InlineData("1.2.3.4/8/8")]
    [InlineData("1.2.3.4/255.0.0.0")]
    [InlineData("1.2.3.4/0008")]
    [InlineData("10.0/8")]
    [InlineData("/8")]
    [InlineData("::/129")]
    [InlineData("::ffff:1.2.3.4/129")]
    [InlineData("*")]
    [InlineData("10.0.0.*")]
    public void Refuses_ranges(string text) => Assert.False(IpRange.TryParseRange(text, out _));

    [Fact]
    public void An_address_is_no_range()
    {
        Assert.False(IpRange.TryParseAddress("10.0.0.0/8", out _));
        Assert.True(IpRange.TryParseRange("10.0.0.0/8", out IpRange range) & IpRange.TryParseRange("10.0.0.0/7", out IpRange wider));
        Assert.True(wider.Contains(range));
        Assert.False(range.Contains(wider));
    }

    [Fact]
    public void Default_contains_nothing()
    {
        Assert.True(IpRange.TryParseAddress("0.0.0.0", out IpRange zero));
        Assert.False(default(IpRange).Contains(zero));
        Assert.False(default(IpRange).Contains(default));
        Assert.False(zero.Contains(default));
    }

    [Fact]
    public void Every_spelling_of_an_address_is_read_as_the_framework_reads_it() =>
        Gen.Select(Gen.OneOf(Gen.Const(""), Gen.Const("0"), Gen.Const("1"), Gen.Const("ab"), Gen.Const("ffff"), Gen.Const("00001")).Array[0, 10],
            Gen.Int[0, 1]).Sample(
            (groups, tail) =>
            {
                var text = string.Join(":", groups) + (tail == 1 ? ":1.2.3.4" : "");
                if (!text.Contains(':', StringComparison.Ordinal)) return;
                var expected = IPAddress.TryParse(text, out IPAddress? address);
                Assert.True(expected == IpRange.TryParseAddress(text, out IpRange read), text);
                if (!expected) return;
                Assert.True(IpRange.TryParseAddress(address!.ToString(), out IpRange canonical));
                Assert.True(canonical == read, text);
            }, iter: 20_000);
}
