using Authz.Engine.Decisions;
using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Reference section 3.</summary>
public sealed class VariableTests
{
    [Theory]
    [InlineData("home/${aws:username}/*", "ana", "home/ana/x", true)] // V1
    [InlineData("home/${aws:username}/*", "ana", "home/bob/x", false)]
    [InlineData("home/${AWS:UserName}/*", "ana", "home/ana/x", true)] // table 1.2
    [InlineData("home/${aws:username}", "*", "home/bob", false)] // V8
    [InlineData("home/${aws:username}", "*", "home/*", true)]
    [InlineData("home/${aws:username}", "?na", "home/ana", false)]
    [InlineData("home/${aws:username}", "${aws:userid}", "home/AIDA", false)]
    [InlineData("home/${aws:username}*", "", "home/bob", true)]
    [InlineData("home/${aws:username, 'all'}", null, "home/all", true)] // V5
    [InlineData("home/${aws:username, 'all'}", "ana", "home/all", false)]
    [InlineData("home/${aws:username, '*'}", null, "home/bob", false)]
    [InlineData("home/${aws:username}", null, "home/", false)] // V7
    [InlineData("home/${aws:username}", null, "home/${aws:username}", false)]
    [InlineData("*${aws:username}", null, "home/bob", false)]
    [InlineData("home/${aws:username}", "Ana", "home/ana", false)]
    public void In_resources(string pattern, string? name, string resource, bool expected)
    {
        var context = name is null ? new RequestContext() : World.Keys("aws:username", name, "aws:userid", "AIDA");
        foreach (var field in new[] { "arn:aws:s3:::", "arn:aws:s3:*:*:" })
        {
            Assert.Equal(expected, new World
            {
                Context = context,
                Resource = "arn:aws:s3:::" + resource,
                Identity = [$"{{`Effect`:`Allow`,`Action`:`*`,`Resource`:`{field}{pattern}`}}"],
            }.IsAllowed);
        }
    }

    [Fact]
    public void Without_a_value_an_entry_of_NotResource_matches_nothing() // V7, D9
    {
        const string Rest = "`Action`:`*`,`NotResource`:`arn:aws:s3:::${aws:username}`}";
        Assert.Equal(DecisionOutcome.ExplicitDeny, new World { Identity = [World.AllowAll, "{`Effect`:`Deny`," + Rest] }.Outcome);
        Assert.True(new World { Identity = ["{`Effect`:`Allow`," + Rest] }.IsAllowed);
    }

    [Fact]
    public void Without_a_value_the_wide_reading_matches_nothing_either() => // V7, W8
        Assert.True(new World
        {
            Resource = "arn:aws:s3:::a:b",
            Identity = [World.AllowAll, "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`arn:aws:s3:*:*:${aws:username}*`}"],
        }.IsAllowed);

    [Theory] // V6, V10
    [InlineData("StringEquals", false)]
    [InlineData("StringEqualsIgnoreCase", false)]
    [InlineData("StringLike", false)]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringNotEqualsIgnoreCase", true)]
    [InlineData("StringNotLike", true)]
    public void Without_a_value_only_negated_operators_hold(string name, bool expected)
    {
        var condition = $"{{`{name}`:{{`x:y`:`${{aws:username}}`}}}}";
        Assert.Equal(expected, World.Holds(condition, World.Keys("x:y", "ana")));
        Assert.Equal(expected, World.Holds(condition, World.Keys("x:y", "")));
        Assert.Equal(expected, World.Holds(condition, new RequestContext())); // both absent is not equality
    }

    [Theory]
    [InlineData("ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/x", true)]
    [InlineData("ArnNotLike", "arn:aws:iam::${aws:PrincipalAccount}:role/x", false)]
    [InlineData("ArnLike", "arn:aws:iam::${aws:Missing}:role/x", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::${aws:Missing}:role/x", true)]
    [InlineData("ArnLike", "arn:aws:iam:${aws:Missing}:1:role/x", false)] // no value is not the empty text
    [InlineData("ArnNotLike", "arn:aws:iam:${aws:Missing}:1:role/x", true)]
    [InlineData("ArnLike", "arn:aws:iam::${aws:PrincipalAccount}*", true)] // W9
    [InlineData("ArnLike", "arn:aws:iam*${aws:Empty}", true)]
    [InlineData("ArnLike", "arn:aws:*:${aws:PrincipalAccount}:role/x", false)] // W11
    [InlineData("ArnEquals", "${aws:Arn}", true)]
    [InlineData("ArnNotEquals", "${aws:Arn}", false)]
    public void In_arn_operators(string name, string value, bool expected) => Assert.Equal(expected, World.Holds(
        $"{{`{name}`:{{`x:y`:`{value}`}}}}",
        World.Keys("x:y", "arn:aws:iam::1:role/x", "aws:PrincipalAccount", "1", "aws:Arn", "arn:aws:iam::1:role/x", "aws:Empty", "")));

    [Fact]
    public void Behind_the_fifth_colon_that_a_variable_makes_a_wildcard_matches_colons() => // W5
        Assert.True(World.Holds(
            "{`ArnLike`:{`x:y`:`arn:aws:logs::${x:v}:a*d`}}", World.Keys("x:y", "arn:aws:logs::1:a:b:d", "x:v", "1")));

    [Fact]
    public void A_set_is_no_value_of_a_variable() // V4
    {
        RequestContext set = World.Set("x:v", "ana");
        Assert.True(set.TryAdd("x:y", ContextValue.Of("ana")));
        Assert.False(World.Holds("{`StringEquals`:{`x:y`:`${x:v}`}}", set));
        Assert.False(World.Holds("{`StringEquals`:{`x:y`:`${aws:TagKeys}`}}", World.Keys("x:y", "a", "aws:TagKeys", "a")));
    }

    [Fact]
    public void Variables_are_text_in_the_old_language() => // G10
        Assert.Equal((true, false), (Old("arn:aws:s3:::${aws:username}").IsAllowed, Old("arn:aws:s3:::ana").IsAllowed));

    [Fact]
    public void Case_is_kept_or_ignored_as_the_operator_says()
    {
        Assert.False(World.Holds("{`StringEquals`:{`x:y`:`${x:v}`}}", World.Keys("x:y", "ANA", "x:v", "ana")));
        Assert.True(World.Holds("{`StringEqualsIgnoreCase`:{`x:y`:`${x:v}`}}", World.Keys("x:y", "ANA", "x:v", "ana")));
    }

    private static World Old(string resource) => new()
    {
        Version = "2008-10-17",
        Context = World.Keys("aws:username", "ana"),
        Resource = resource,
        Identity = ["{`Effect`:`Allow`,`Action`:`*`,`Resource`:`arn:aws:s3:::${aws:username}`}"],
    };
}
