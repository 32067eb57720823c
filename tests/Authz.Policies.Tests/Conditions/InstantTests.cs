using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class InstantTests
{
    [Theory]
    [InlineData("1970", 0, 0)]
    [InlineData("2026", 1767225600, 0)]
    [InlineData("2026-02", 1769904000, 0)]
    [InlineData("2026-02-03", 1770076800, 0)]
    [InlineData("2026-02-03T04:05Z", 1770091500, 0)]
    [InlineData("2026-02-03T04:05:06Z", 1770091506, 0)]
    [InlineData("2026-02-03T04:05:06", 1770091506, 0)]
    [InlineData("2026-02-03T04:05:06+00:00", 1770091506, 0)]
    [InlineData("2026-02-03T06:05:06+02:00", 1770091506, 0)]
    [InlineData("2026-02-02T20:35:06-07:30", 1770091506, 0)]
    [InlineData("2026-02-03T04:05+00:00", 1770091500, 0)]
    [InlineData("2026-02-03T04:05:06.5Z", 1770091506, 500_000_000)]
    [InlineData("2026-02-03T04:05:06.123456789Z", 1770091506, 123_456_789)]
    [InlineData("2024-02-29", 1709164800, 0)]
    [InlineData("0001-01-01T00:00:00+14:00", -62135647200, 0)]
    [InlineData("9999-12-31T23:59:59-14:00", 253402351199, 0)]
    [InlineData("1770091506", 1770091506, 0)]
    [InlineData("0", 0, 0)]
    [InlineData("-1", -1, 0)]
    [InlineData("-123", -123, 0)]
    [InlineData("99999", 99999, 0)]
    [InlineData("9223372036854775807", long.MaxValue, 0)]
    public void Reads(string text, long seconds, int nanoseconds)
    {
        Assert.True(Instant.TryParse(text, out Instant instant));
        Assert.Equal(new Instant(seconds, nanoseconds), instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("0000")]
    [InlineData("20x6")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-2")]
    [InlineData("2026-02-30")]
    [InlineData("2026-02-00")]
    [InlineData("2025-02-29")]
    [InlineData("2026/02/03")]
    [InlineData("02/03/2026")]
    [InlineData("2026-02T04:05Z")]
    [InlineData("2026-02-03T")]
    [InlineData("2026-02-03T04")]
    [InlineData("2026-02-03T4:05Z")]
    [InlineData("2026-02-03T24:00Z")]
    [InlineData("2026-02-03T04:60Z")]
    [InlineData("2026-02-03T04:05:60Z")]
    [InlineData("2026-02-03T04:05:6Z")]
    [InlineData("2026-02-03T04:05:06.Z")]
    [InlineData("2026-02-03T04:05:06.1234567890Z")]
    [InlineData("2026-02-03T04:05:06ZZ")]
    [InlineData("2026-02-03T04:05:06z")]
    [InlineData("2026-02-03t04:05:06Z")]
    [InlineData("2026-02-03 04:05:06Z")]
    [InlineData("2026-02-03T04:05:06+0200")]
    [InlineData("2026-02-03T04:05:06+02")]
    [InlineData("2026-02-03T04:05:06+24:00")]
    [InlineData("2026-02-03T04:05:06+02:60")]
    [InlineData(" 2026")]
    [InlineData("2026 ")]
    [InlineData("1.5")]
    [InlineData("1e9")]
    [InlineData("9223372036854775808")]
    [InlineData("Tue, 03 Feb 2026 04:05:06 GMT")]
    [InlineData("２０２６")]
    [InlineData("2026\0")]
    public void Refuses(string text) => Assert.False(Instant.TryParse(text, out _));

    [Fact]
    public void Compares_exactly()
    {
        Assert.True(new Instant(1, 0).CompareTo(new Instant(0, 999_999_999)) > 0);
        Assert.True(new Instant(1, 1).CompareTo(new Instant(1, 2)) < 0);
        Assert.Equal(0, new Instant(1, 2).CompareTo(new Instant(1, 2)));
    }

    [Theory]
    [InlineData("2026-02-03T04:05:06.1234567Z")]
    [InlineData("1969-12-31T23:59:59.9Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void A_time_and_its_text_are_the_same_instant(string text)
    {
        Assert.True(Instant.TryParse(text, out Instant read));
        var time = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(read, Instant.From(time));
        Assert.Equal(read, Instant.From(time.ToOffset(TimeSpan.FromHours(5))));
    }
}
