using Authz.Policies.Patterns;

namespace Authz.Policies.Tests.Patterns;

public sealed class ArnPatternTests
{
    [Theory]
    [InlineData("arn:aws:s3:::bucket/*", "arn|aws|s3|||bucket/*", false)]
    [InlineData("arn:aws:logs:*:*:log-group:a:*", "arn|aws|logs|*|*|log-group:a:*", false)] // W5
    [InlineData("arn:*", "arn|*", true)] // W9
    [InlineData("arn:aws:s3*", "arn|aws|s3*", true)]
    [InlineData("arn:aws:s3:::${aws:username}", "arn|aws|s3|||${aws:username}", false)]
    [InlineData("arn:aws:s3:::a/${aws:username, 'a:b'}:c", "arn|aws|s3|||a/${aws:username, 'a:b'}:c", false)]
    public void A_resource_is_cut_into_fields(string text, string fields, bool isOpen)
    {
        Assert.True(ArnPattern.TryParseResource(text, variables: true, out ArnPattern? pattern, out _));
        Assert.Equal(fields, string.Join("|", pattern.Fields));
        Assert.Equal(isOpen, pattern.IsOpen);
        Assert.False(pattern.IsAny);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    public void Stars_alone_are_everything(string text)
    {
        Assert.True(ArnPattern.TryParseResource(text, variables: true, out ArnPattern? pattern, out _));
        Assert.True(pattern.IsAny);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bucket")]
    [InlineData("arn")]
    [InlineData("ARN:aws:s3:::bucket")]
    [InlineData("arn:aws:s3:bucket")]
    [InlineData("*bucket*")]
    [InlineData("*:aws:s3:::bucket")]
    [InlineData("*a")]
    [InlineData("?rn:aws:s3:::bucket")]
    [InlineData("arn:aws:s3::${aws:PrincipalAccount}:x")] // V1
    [InlineData("arn:${aws:x}:s3:::x")]
    [InlineData("arn:aws:s3:${aws:x}*")]
    [InlineData("${aws:PrincipalArn}")]
    [InlineData("arn:aws:s3:::${")]
    public void Refuses_resources(string text)
    {
        Assert.False(ArnPattern.TryParseResource(text, variables: true, out ArnPattern? pattern, out var fault));
        Assert.Null(pattern);
        Assert.False(string.IsNullOrEmpty(fault));
    }

    [Fact]
    public void Without_variables_a_dollar_is_text() // G10
    {
        Assert.True(ArnPattern.TryParseResource("arn:aws:s3:::${aws:username}", variables: false, out ArnPattern? pattern, out _));
        Assert.Equal("${aws:username}", pattern.Fields[5].Literal);
    }

    [Theory]
    [InlineData("arn:aws:iam::${aws:PrincipalAccount}:role/x", 6)]
    [InlineData("*:aws:iam::1:role/x", 6)]
    [InlineData("${aws:PrincipalArn}", 0)]
    [InlineData("*", 0)]
    public void Values_of_arn_operators_may_have_variables_anywhere(string text, int fields)
    {
        Assert.True(ArnPattern.TryParse(text, variables: true, out ArnPattern? pattern, out _));
        Assert.Equal(fields, pattern.Fields.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("role/x")]
    [InlineData("arn:aws:iam::1")]
    [InlineData("urn:aws:iam::1:role/x")]
    public void Values_of_arn_operators_have_six_fields(string text) =>
        Assert.False(ArnPattern.TryParse(text, variables: true, out _, out _));
}
