using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class ConditionValueTests
{
    [Theory]
    [InlineData("StringEquals", "", true)]
    [InlineData("StringEquals", "${aws:username}", true)]
    [InlineData("StringEquals", "${", false)]
    [InlineData("StringLike", "a*${*}", true)]
    [InlineData("NumericEquals", "10.0", true)]
    [InlineData("NumericEquals", "ten", false)]
    [InlineData("NumericEquals", "${a:b}", false)] // V2
    [InlineData("DateLessThan", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateLessThan", "1767225600", true)]
    [InlineData("DateLessThan", "tomorrow", false)]
    [InlineData("DateLessThan", "${aws:CurrentTime}", false)]
    [InlineData("Bool", "true", true)]
    [InlineData("Bool", "False", true)]
    [InlineData("Bool", "1", false)]
    [InlineData("Bool", "${a:b}", false)] // D6
    [InlineData("Null", "TRUE", true)]
    [InlineData("Null", "", false)]
    [InlineData("BinaryEquals", "QQ==", true)]
    [InlineData("BinaryEquals", "QQ", false)]
    [InlineData("IpAddress", "10.0.0.0/8", true)]
    [InlineData("IpAddress", "10.*", false)]
    [InlineData("IpAddress", "${aws:SourceIp}", false)]
    [InlineData("ArnLike", "arn:aws:iam::*:role/x", true)]
    [InlineData("ArnLike", "role/x", false)]
    [InlineData("ArnEquals", "*", true)]
    public void Is_read_for_its_operator(string name, string text, bool expected)
    {
        Assert.Equal(expected, ConditionValue.TryParse(ConditionOperator.All[name], text, true, out ConditionValue? value, out var fault));
        Assert.Equal(expected, value is not null);
        Assert.Equal(expected, fault is null);
    }

    [Fact]
    public void Only_like_operators_have_wildcards() // W3
    {
        Assert.Equal("a*", TextOf("StringEquals", "a*", variables: true).Literal);
        Assert.Equal("a*", TextOf("StringNotEqualsIgnoreCase", "a*", variables: true).Literal);
        Assert.Null(TextOf("StringLike", "a*", variables: true).Literal);
    }

    [Fact]
    public void Variables_belong_to_the_newer_version() // G10
    {
        Assert.Equal("${aws:username}", TextOf("StringEquals", "${aws:username}", variables: false).Literal);
        Assert.True(TextOf("StringEquals", "${aws:username}", variables: true).HasVariables);
        Assert.Equal("${", TextOf("StringEquals", "${", variables: false).Literal);
    }

    private static Authz.Policies.Patterns.Template TextOf(string name, string text, bool variables)
    {
        Assert.True(ConditionValue.TryParse(ConditionOperator.All[name], text, variables, out ConditionValue? value, out _));
        return Assert.IsType<ConditionValue.Text>(value).Template;
    }
}
