using Authz.Engine.Decisions;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Reference section 2.</summary>
public sealed class WildcardTests
{
    [Theory]
    [InlineData("s3:GetObject", "s3:GetObject", true)]
    [InlineData("s3:GetObject*", "s3:GetObject", true)] // W2
    [InlineData("s3:Get*", "S3:getobjectacl", true)]
    [InlineData("S3:GETOBJECT", "s3:getObject", true)]
    [InlineData("s3:Get?bject", "s3:GetObject", true)]
    [InlineData("s3:Get?Object", "s3:GetObject", false)]
    [InlineData("s3:*Object", "s3:GetObject", true)]
    [InlineData("s3:*Object", "s3:GetObjectAcl", false)]
    [InlineData("s3:*et*ect", "s3:GetObject", true)]
    [InlineData("s*:GetObject", "s3:GetObject", true)] // W4
    [InlineData("*:*", "s3:GetObject", true)]
    [InlineData("*", "s3:GetObject", true)]
    [InlineData("s3:GetObject", "s3:GetObjects", false)] // W15
    [InlineData("s:*", "s3:GetObject", false)]
    [InlineData("route53-recovery-*:*", "route53-recovery-control:Get", true)]
    public void Actions(string pattern, string action, bool expected)
    {
        Assert.Equal(expected, new World { Action = action, Identity = [Allow($"`Action`:`{pattern}`,`Resource`:`*`")] }.IsAllowed);
        Assert.Equal(!expected, new World { Action = action, Identity = [Allow($"`NotAction`:`{pattern}`,`Resource`:`*`")] }.IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/", true)] // W1
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b", true)]
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false)]
    [InlineData("arn:aws:s3:::bucket?", "arn:aws:s3:::bucket", false)]
    [InlineData("arn:aws:s3:::buck?t", "arn:aws:s3:::buck/t", true)]
    [InlineData("arn:aws:s3:::buck?et", "arn:aws:s3:::bucket", false)]
    [InlineData("arn:aws:s3:::bucket", "arn:aws:s3:::Bucket", false)]
    [InlineData("arn:aws:s3:::bucket", "arn:aws:s3:::bucket\n", false)] // W15
    [InlineData("arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:111122223333:log-group:a:b/c", true)] // W5
    [InlineData("arn:aws:logs:*:*:*", "arn:aws:logs:eu-west-1:111122223333:log-group:a", true)]
    [InlineData("arn:*", "arn:aws:s3:::bucket", true)] // W9
    [InlineData("arn:aws:s3*", "arn:aws:s3:::bucket", true)]
    [InlineData("arn:aws:s3*", "arn:aws:sqs:::bucket", false)]
    [InlineData("arn:aws:s3:::*", "*", false)] // W10
    [InlineData("arn:*", "*", false)]
    [InlineData("*", "*", true)]
    [InlineData("*", "arn:aws:s3:::bucket", true)]
    [InlineData("arn:aws:s3:::a%2Fb", "arn:aws:s3:::a/b", false)]
    [InlineData("arn:aws:s3:::a/../b", "arn:aws:s3:::b", false)]
    public void Resources(string pattern, string resource, bool expected)
    {
        Assert.Equal(expected, Allows("Resource", pattern, resource));
        Assert.Equal(!expected, Allows("NotResource", pattern, resource));
        Assert.Equal(expected, Denies("Resource", pattern, resource));
        Assert.Equal(!expected, Denies("NotResource", pattern, resource));
    }

    [Theory] // W7, W8: wide for Deny and Resource, Allow and NotResource; narrow for the others
    [InlineData("arn:aws:s3:*:111122223333:b", "arn:aws:s3:::x:111122223333:b")]
    [InlineData("arn:aws:logs:eu-*:*:log-group:b", "arn:aws:logs:eu-west-1:1:x:log-group:b")]
    [InlineData("arn:aws:s3::*:b", "arn:aws:s3::1:x:b")]
    [InlineData("arn:aws:s3:*:b*", "arn:aws:s3:::bucket")] // too few fields
    [InlineData("arn:aws:ec2:*:inst*", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1")]
    public void Where_the_wide_reading_differs_the_restrictive_result_is_used(string pattern, string resource)
    {
        Assert.False(Allows("Resource", pattern, resource));
        Assert.False(Allows("NotResource", pattern, resource));
        Assert.True(Denies("Resource", pattern, resource));
        Assert.True(Denies("NotResource", pattern, resource));
    }

    [Fact]
    public void A_question_mark_is_one_character_in_the_wide_reading_too()
    {
        Assert.True(Allows("Resource", "arn:aws:s3:::x?y", "arn:aws:s3:::x😀y"));
        Assert.True(Denies("Resource", "arn:aws:s3:*:1:x?y", "arn:aws:s3:::z:1:x😀y"));
        Assert.False(Denies("Resource", "arn:aws:s3:*:1:x???y", "arn:aws:s3:::z:1:x😀y"));
    }

    [Theory]
    [InlineData("ArnLike", "arn:aws:iam::*:role/x", "arn:aws:iam::1:role/x", true)]
    [InlineData("ArnEquals", "arn:aws:s3:*:*:b", "arn:aws:s3:::b", true)] // W11
    [InlineData("ArnEquals", "arn:aws:s3:*:*:b", "arn:aws:s3:::a:b", false)]
    [InlineData("ArnEquals", "arn:aws:s3:::*", "arn:aws:s3:::a:b", true)]
    [InlineData("ArnLike", "arn:aws:s3:::B", "arn:aws:s3:::b", false)]
    [InlineData("ArnEquals", "arn:aws:s3:${*}:${?}:b", "arn:aws:s3:*:?:b", true)] // W13
    [InlineData("ArnEquals", "arn:aws:s3:${*}:${?}:b", "arn:aws:s3:eu-west-1:1:b", false)]
    [InlineData("StringLike", "arn:aws:s3:*b", "arn:aws:s3:::a:b", true)] // W12
    [InlineData("StringLike", "a?c", "abc", true)]
    [InlineData("StringLike", "A?c", "abc", false)]
    [InlineData("StringLike", "", "", true)]
    [InlineData("StringLike", "*", "", true)]
    [InlineData("StringLike", "a${*}c", "abc", false)] // W13
    [InlineData("StringLike", "a${*}c", "a*c", true)]
    [InlineData("StringLike", "a${?}${$}", "a?$", true)]
    [InlineData("StringLike", "a\\\\*", "a\\b", true)]
    [InlineData("StringEquals", "a*", "abc", false)] // W3
    [InlineData("StringEquals", "a*", "a*", true)]
    [InlineData("StringEqualsIgnoreCase", "a*", "A*", true)]
    public void Values(string name, string pattern, string value, bool expected)
    {
        Assert.Equal(expected, World.Holds($"{{`{name}`:{{`x:y`:`{pattern}`}}}}", World.Keys("x:y", value)));
        var negated = name.Replace("String", "StringNot", StringComparison.Ordinal).Replace("Arn", "ArnNot", StringComparison.Ordinal);
        Assert.Equal(!expected, World.Holds($"{{`{negated}`:{{`x:y`:`{pattern}`}}}}", World.Keys("x:y", value)));
    }

    [Theory]
    [InlineData("*a*a*a*a*a*a*a*ab")]
    [InlineData("*a?a?a?a?a?a?a?a?b")]
    [InlineData("*${x:v}*${x:v}*${x:v}b")]
    public void A_hostile_pattern_is_decided_fast(string pattern) // W14
    {
        var context = World.Keys("x:y", new string('a', 100_000), "x:v", "aaaa");
        long before = Environment.TickCount64;
        Assert.False(World.Holds($"{{`StringLike`:{{`x:y`:`{pattern}`}}}}", context));
        Assert.True(Environment.TickCount64 - before < 2_000);
    }

    [Theory]
    [InlineData("arn:aws:s3:::*a*a*a*a*a*a*a*ab")]
    [InlineData("arn:aws:s3:*:*:*a*a*a*a*a*a*a*ab")]
    [InlineData("arn:a?s:s3:::*a*a*a*a*a*a*a*ab")]
    public void A_hostile_pattern_and_a_long_resource_are_decided_fast(string pattern) // W14
    {
        long before = Environment.TickCount64;
        foreach (var tail in new[] { "a", "a:" })
        {
            var resource = "arn:aws:s3:::" + string.Concat(Enumerable.Repeat(tail, 100_000 / tail.Length));
            Assert.False(Allows("Resource", pattern, resource));
            Assert.False(Denies("Resource", pattern, resource));
            Assert.True(Allows("Resource", pattern, resource + "ab"));
        }

        Assert.True(Environment.TickCount64 - before < 5_000);
    }

    [Fact]
    public void A_variable_that_stands_in_a_pattern_many_times_is_decided_fast() // W14
    {
        var context = World.Keys("x:arn", "arn:aws:iam::1:" + new string('a', 4_000), "x:v", new string('a', 4_000));
        var pattern = "arn:aws:iam::" + string.Concat(Enumerable.Repeat("${x:v}", 600));
        long before = Environment.TickCount64;
        Assert.False(World.Holds($"{{`ArnLike`:{{`x:arn`:`{pattern}`}}}}", context));
        Assert.False(World.Holds($"{{`ArnLike`:{{`x:arn`:[`{pattern}*`,`*${{x:v}}*${{x:v}}*`]}}}}", context));
        Assert.True(Environment.TickCount64 - before < 2_000);
    }

    [Fact]
    public void A_hostile_resource_is_decided_fast()
    {
        var pattern = "arn:aws*:a:" + string.Concat(Enumerable.Repeat("a*", 500)) + ":a*:" + string.Concat(Enumerable.Repeat("?*", 400)) + "b";
        var resource = "arn:aws:a:a:a:" + new string('a', 1_000) + new string(':', 1_000);
        long before = Environment.TickCount64;
        Assert.False(Denies("Resource", pattern, resource));
        Assert.True(Environment.TickCount64 - before < 2_000);
    }

    private static bool Allows(string element, string pattern, string resource) =>
        new World { Resource = resource, Identity = [Allow($"`Action`:`*`,`{element}`:`{pattern}`")] }.IsAllowed;

    private static bool Denies(string element, string pattern, string resource) => new World
    {
        Resource = resource,
        Identity = [World.AllowAll, $"{{`Effect`:`Deny`,`Action`:`*`,`{element}`:`{pattern}`}}"],
    }.Outcome == DecisionOutcome.ExplicitDeny;

    private static string Allow(string rest) => $"{{`Effect`:`Allow`,{rest}}}";
}
