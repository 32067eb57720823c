using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class ConditionOperatorTests
{
    private static readonly string[] Positive =
    [
        "StringEquals", "StringEqualsIgnoreCase", "StringLike", "NumericEquals", "NumericLessThan", "NumericLessThanEquals",
        "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
        "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress", "ArnEquals", "ArnLike",
    ];

    private static readonly string[] Negated =
    [
        "StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike", "NumericNotEquals", "DateNotEquals", "NotIpAddress",
        "ArnNotEquals", "ArnNotLike",
    ];

    [Fact]
    public void The_table_is_complete() // section 4.3
    {
        Assert.Equal([.. Positive.Concat(Negated).Append("Null").Order(StringComparer.Ordinal)],
            ConditionOperator.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(Negated, name => Assert.True(ConditionOperator.All[name].IsNegated));
        Assert.All(Positive, name => Assert.False(ConditionOperator.All[name].IsNegated));
        Assert.All(ConditionOperator.All, pair => Assert.Equal(pair.Key, pair.Value.ToString()));
    }

    [Fact]
    public void Only_string_like_and_arn_operators_have_wildcards() => // W3
        Assert.Equal(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringNotLike"],
            ConditionOperator.All.Values.Where(o => o.HasWildcards).Select(o => o.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_string_and_arn_operators_have_variables() => // V1, V2, D6
        Assert.All(ConditionOperator.All.Values, o => Assert.Equal(
            o.Name.StartsWith("String", StringComparison.Ordinal) || o.Name.StartsWith("Arn", StringComparison.Ordinal), o.HasVariables));

    [Fact]
    public void Missing_keys_follow_the_matrix() // section 4.2
    {
        Assert.All(Positive, name => AssertMissing(name, expected: false));
        Assert.All(Negated, name => AssertMissing(name, expected: true));
        foreach (var name in Positive.Concat(Negated))
        {
            AssertMissing(name + "IfExists", expected: true);
            AssertMissing("ForAllValues:" + name, expected: true);
            AssertMissing("ForAnyValue:" + name, expected: false);
            AssertMissing("ForAllValues:" + name + "IfExists", expected: true);
            AssertMissing("ForAnyValue:" + name + "IfExists", expected: true); // D7
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("stringEquals")]
    [InlineData("STRINGEQUALS")]
    [InlineData("StringEqualsifexists")]
    [InlineData("StringEqualsIfExistsIfExists")]
    [InlineData("IfExists")]
    [InlineData("StringLikeIgnoreCase")]
    [InlineData("ForAnyValues:StringEquals")]
    [InlineData("ForAllValue:StringEquals")]
    [InlineData("forAnyValue:StringEquals")]
    [InlineData("ForAnyValue: StringEquals")]
    [InlineData("ForAnyValue:ForAllValues:StringEquals")]
    [InlineData("ForAnyValue:")]
    [InlineData("NullIfExists")]
    [InlineData("ForAllValues:Null")] // D8
    [InlineData("ForAnyValue:Null")]
    [InlineData("NumericNotLessThan")]
    [InlineData("BinaryNotEquals")]
    [InlineData("IpAddressNot")]
    [InlineData(" StringEquals")]
    public void Unknown_spelling_is_no_operator(string text) => Assert.False(OperatorUse.TryParse(text, out _)); // D4

    private static void AssertMissing(string name, bool expected)
    {
        Assert.True(OperatorUse.TryParse(name, out OperatorUse use));
        Assert.Equal(name, use.ToString());
        Assert.True(expected == use.ResultWhenMissing, name);
    }
}
