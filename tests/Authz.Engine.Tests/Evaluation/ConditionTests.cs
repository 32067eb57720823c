using Authz.Engine.Decisions;
using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Reference section 4.</summary>
public sealed class ConditionTests
{
    private static readonly (string Name, string Value, bool IsNegated)[] Operators =
    [
        ("StringEquals", "a", false), ("StringNotEquals", "a", true), ("StringEqualsIgnoreCase", "a", false),
        ("StringNotEqualsIgnoreCase", "a", true), ("StringLike", "a*", false), ("StringNotLike", "a*", true), ("NumericEquals", "1", false),
        ("NumericNotEquals", "1", true), ("NumericLessThan", "1", false), ("NumericLessThanEquals", "1", false),
        ("NumericGreaterThan", "1", false), ("NumericGreaterThanEquals", "1", false), ("DateEquals", "2026", false),
        ("DateNotEquals", "2026", true), ("DateLessThan", "2026", false), ("DateLessThanEquals", "2026", false),
        ("DateGreaterThan", "2026", false), ("DateGreaterThanEquals", "2026", false), ("Bool", "true", false), ("BinaryEquals", "QQ==", false),
        ("IpAddress", "10.0.0.0/8", false), ("NotIpAddress", "10.0.0.0/8", true), ("ArnEquals", "arn:aws:s3:::a", false),
        ("ArnLike", "arn:aws:s3:::a", false), ("ArnNotEquals", "arn:aws:s3:::a", true), ("ArnNotLike", "arn:aws:s3:::a", true),
    ];

    [Fact]
    public void A_missing_key_follows_the_matrix() // section 4.2
    {
        Assert.All(Operators, o => Assert.All([new RequestContext(), World.Set("x:y")], missing =>
        {
            var block = $"{{`x:y`:`{o.Value}`}}";
            Assert.Equal(o.IsNegated, World.Holds($"{{`{o.Name}`:{block}}}", missing));
            Assert.True(World.Holds($"{{`{o.Name}IfExists`:{block}}}", missing));
            Assert.True(World.Holds($"{{`ForAllValues:{o.Name}`:{block}}}", missing));
            Assert.False(World.Holds($"{{`ForAnyValue:{o.Name}`:{block}}}", missing));
            Assert.True(World.Holds($"{{`ForAllValues:{o.Name}IfExists`:{block}}}", missing));
            Assert.True(World.Holds($"{{`ForAnyValue:{o.Name}IfExists`:{block}}}", missing)); // D7
        }));
    }

    [Fact]
    public void A_bare_operator_never_matches_a_set() // D10
    {
        Assert.All(Operators, o => Assert.All(["", "IfExists"], suffix =>
        {
            var condition = $"{{`{o.Name}{suffix}`:{{`x:y`:`{o.Value}`}}}}";
            Assert.False(World.Holds(condition, World.Set("x:y", "a")));
            Assert.False(World.Holds(condition, World.Set("x:y", o.Value, "zzz")));
            Assert.False(World.Holds(condition.Replace("x:y", "aws:CalledVia", StringComparison.Ordinal), World.Keys("aws:calledvia", o.Value)));
        }));
    }

    [Fact]
    public void A_value_of_the_wrong_type_makes_every_typed_operator_false() => // D3
        Assert.All(Operators.Where(o => !o.Name.StartsWith("String", StringComparison.Ordinal)), o => Assert.All(
            ["", "IfExists"], suffix => Assert.False(World.Holds($"{{`{o.Name}{suffix}`:{{`x:y`:`{o.Value}`}}}}", World.Keys("x:y", "?")))));

    [Theory]
    [InlineData("ArnLike", "*")]
    [InlineData("ArnNotLike", "arn:aws:s3:::x")]
    public void A_star_is_no_arn_of_a_request(string name, string value) => // D3
        Assert.False(World.Holds($"{{`{name}`:{{`x:y`:`{value}`}}}}", World.Keys("x:y", "*")));

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("false", null, false)]
    [InlineData("true", "", false)]
    [InlineData("false", "", true)]
    [InlineData("FALSE", "x", true)]
    public void Null(string flag, string? value, bool expected)
    {
        Assert.Equal(expected, World.Holds($"{{`Null`:{{`x:y`:`{flag}`}}}}", value is null ? new RequestContext() : World.Keys("x:y", value)));
        Assert.Equal(expected, World.Holds($"{{`Null`:{{`x:y`:`{flag}`}}}}", value is null ? World.Set("x:y") : World.Set("x:y", value, "b")));
    }

    [Theory] // section 4.3
    [InlineData("StringEquals", "`a`", "a", true)]
    [InlineData("StringEquals", "`a`", "A", false)]
    [InlineData("StringEquals", "[`a`,`b`]", "b", true)]
    [InlineData("StringNotEquals", "[`a`,`b`]", "b", false)]
    [InlineData("StringNotEquals", "[`a`,`b`]", "c", true)]
    [InlineData("StringEqualsIgnoreCase", "`É`", "é", true)]
    [InlineData("StringEqualsIgnoreCase", "`I`", "ı", false)]
    [InlineData("StringNotEqualsIgnoreCase", "`a`", "A", false)]
    [InlineData("NumericEquals", "10", "10.0", true)]
    [InlineData("NumericNotEquals", "10", "10.00", false)]
    [InlineData("NumericNotEquals", "[1,2]", "3", true)]
    [InlineData("NumericLessThan", "10", "9.999", true)]
    [InlineData("NumericLessThan", "10", "10", false)]
    [InlineData("NumericLessThanEquals", "10", "10", true)]
    [InlineData("NumericGreaterThan", "10", "10", false)]
    [InlineData("NumericGreaterThan", "[10,20]", "15", true)]
    [InlineData("NumericGreaterThanEquals", "-1.5", "-1.5", true)]
    [InlineData("NumericEquals", "9007199254740993", "9007199254740992", false)]
    [InlineData("DateEquals", "`2026-01-01T00:00:00Z`", "1767225600", true)]
    [InlineData("DateEquals", "`2026`", "2026-01-01T02:00:00+02:00", true)]
    [InlineData("DateNotEquals", "1767225600", "2026-01-01", false)]
    [InlineData("DateLessThan", "`2026-01-01T00:00:00Z`", "2025-12-31T23:59:59.999Z", true)]
    [InlineData("DateLessThan", "`2026-01-01T00:00:00Z`", "2026-01-01T00:00:00Z", false)]
    [InlineData("DateLessThanEquals", "`2026-01-01T00:00:00Z`", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateGreaterThan", "`2026-01-01T00:00:00Z`", "1767225601", true)]
    [InlineData("DateGreaterThanEquals", "`2026-01-01T00:00:00Z`", "1767225599", false)]
    [InlineData("Bool", "true", "TRUE", true)]
    [InlineData("Bool", "`False`", "true", false)]
    [InlineData("BinaryEquals", "[`QUI=`,`QQ==`]", "QQ==", true)]
    [InlineData("BinaryEquals", "`QQ==`", "Qg==", false)]
    [InlineData("IpAddress", "`10.0.0.0/8`", "10.1.2.3", true)]
    [InlineData("IpAddress", "`10.0.0.0/8`", "10.0.0.0/8", false)]
    [InlineData("NotIpAddress", "`10.0.0.0/8`", "2001:db8::1", true)]
    [InlineData("NotIpAddress", "[`10.0.0.0/8`,`2001:db8::/32`]", "2001:db8::1", false)]
    [InlineData("ArnLike", "[`arn:aws:s3:::a`,`arn:aws:s3:::b*`]", "arn:aws:s3:::bc", true)]
    [InlineData("ArnNotEquals", "[`arn:aws:s3:::a`,`arn:aws:s3:::b*`]", "arn:aws:s3:::bc", false)]
    public void One_value(string name, string values, string value, bool expected)
    {
        Assert.Equal(expected, World.Holds($"{{`{name}`:{{`x:y`:{values}}}}}", World.Keys("x:y", value)));
        Assert.Equal(expected, World.Holds($"{{`{name}IfExists`:{{`X:Y`:{values}}}}}", World.Keys("x:y", value)));
        Assert.Equal(expected, World.Holds($"{{`ForAllValues:{name}`:{{`x:y`:{values}}}}}", World.Keys("x:y", value)));
        Assert.Equal(expected, World.Holds($"{{`ForAnyValue:{name}`:{{`x:y`:{values}}}}}", World.Set("x:y", value)));
    }

    [Theory] // section 4.5: the negation belongs inside the quantifier
    [InlineData("a", true, true, false, false)]
    [InlineData("a b", true, true, false, false)]
    [InlineData("a c", false, true, false, true)]
    [InlineData("c", false, false, true, true)]
    [InlineData("c d", false, false, true, true)]
    public void Sets(string values, bool all, bool any, bool allNot, bool anyNot)
    {
        RequestContext context = World.Set("x:y", values.Split(' '));
        const string Block = "{`x:y`:[`a`,`b`]}";
        Assert.Equal(all, World.Holds($"{{`ForAllValues:StringEquals`:{Block}}}", context));
        Assert.Equal(any, World.Holds($"{{`ForAnyValue:StringEquals`:{Block}}}", context));
        Assert.Equal(allNot, World.Holds($"{{`ForAllValues:StringNotEquals`:{Block}}}", context));
        Assert.Equal(anyNot, World.Holds($"{{`ForAnyValue:StringNotEquals`:{Block}}}", context));
        Assert.Equal(allNot, World.Holds($"{{`ForAllValues:StringNotLikeIfExists`:{Block}}}", context));
    }

    [Theory] // section 4.1
    [InlineData("a", "b", true)]
    [InlineData("a", "x", false)]
    [InlineData("x", "b", false)]
    public void Operators_and_keys_are_anded(string first, string second, bool expected)
    {
        RequestContext context = World.Keys("x:a", first, "x:b", second);
        Assert.Equal(expected, World.Holds("{`StringEquals`:{`x:a`:`a`,`x:b`:`b`}}", context));
        Assert.Equal(expected, World.Holds("{`StringEquals`:{`x:a`:`a`},`StringLike`:{`x:b`:`b*`}}", context));
    }

    [Fact]
    public void A_negated_deny_with_IfExists_still_denies_without_the_key() // section 4.4
    {
        var world = new World
        {
            Identity = [World.AllowAll, "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`StringNotEqualsIfExists`:{`x:y`:`a`}}}"],
        };
        Assert.Equal(DecisionOutcome.ExplicitDeny, world.Outcome);
        Assert.True((world with { Context = World.Keys("x:y", "a") }).IsAllowed);
    }
}
