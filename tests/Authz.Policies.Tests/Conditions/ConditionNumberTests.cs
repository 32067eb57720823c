using System.Globalization;
using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class ConditionNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("10", "10")]
    [InlineData("10.0", "10")]
    [InlineData("010", "10")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("+3", "3")]
    [InlineData(".5", "0.5")]
    [InlineData("-0", "0")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("0.000000000000000000000000001", "0.000000000000000000000000001")]
    public void Reads(string text, string expected)
    {
        Assert.True(ConditionNumber.TryParse(text, out var number));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("(1)")]
    [InlineData("$1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("١")]
    [InlineData("−1")]
    [InlineData("1\0")]
    [InlineData("99999999999999999999999999999")]
    [InlineData("1.00000000000000000000000000001")]
    public void Refuses(string text) => Assert.False(ConditionNumber.TryParse(text, out _));

    [Fact]
    public void No_digit_is_rounded_away()
    {
        Assert.True(ConditionNumber.TryParse("0.1000000000000000000000000001", out _) is false);
        Assert.True(ConditionNumber.TryParse("0.100000000000000000000000001", out var a));
        Assert.True(ConditionNumber.TryParse("0.1", out var b));
        Assert.True(a > b);
    }
}
