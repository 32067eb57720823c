using Authz.Policies.Names;

namespace Authz.Policies.Tests.Names;

public sealed class ResourceNameTests
{
    [Fact]
    public void An_arn_has_six_fields()
    {
        Assert.True(ResourceName.TryParse("arn:aws:logs:eu-west-1:111122223333:log-group:a/b", out ResourceName resource));
        string[] fields = [.. Enumerable.Range(0, 6).Select(i => resource.Field(i).ToString())];
        Assert.Equal(["arn", "aws", "logs", "eu-west-1", "111122223333", "log-group:a/b"], fields);
        Assert.Equal("111122223333", resource.Account.Value);
        Assert.True(resource.IsArn);
        Assert.False(resource.IsAny);
    }

    [Fact]
    public void A_star_is_no_arn()
    {
        Assert.True(ResourceName.TryParse("*", out ResourceName resource));
        Assert.True(resource.IsAny);
        Assert.False(resource.IsArn);
        Assert.True(resource.Field(0).IsEmpty);
        Assert.True(resource.Account.IsNone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("**")]
    [InlineData("bucket")]
    [InlineData("arn:aws:s3::bucket")]
    [InlineData("arn:aws:s3:::")]
    [InlineData("arn::s3:::bucket")]
    [InlineData("arn:aws::::bucket")]
    [InlineData("Arn:aws:s3:::bucket")]
    [InlineData(":::::x")]
    public void Refuses(string? text)
    {
        Assert.False(ResourceName.TryParse(text, out ResourceName resource));
        Assert.Null(resource.Text);
        Assert.False(resource.IsAny);
        Assert.False(resource.IsArn);
    }

    [Fact]
    public void Is_bounded_as_a_whole_and_in_its_first_five_fields()
    {
        const string Head = "arn:aws:s3:::";
        Assert.True(ResourceName.TryParse(Head + new string('a', ResourceName.MaxLength - Head.Length), out _));
        Assert.False(ResourceName.TryParse(Head + new string('a', ResourceName.MaxLength - Head.Length + 1), out _));
        Assert.True(ResourceName.TryParse("arn:aws:s3:" + new string('r', 65_523) + "::x", out ResourceName widest));
        Assert.Equal("x", widest.Field(5).ToString());
        Assert.False(ResourceName.TryParse("arn:aws:s3:" + new string('r', 65_524) + "::x", out _));
        Assert.True(ResourceName.TryParse("arn:aws:s3:" + new string('r', 1900) + "::x", out ResourceName far));
        Assert.Equal("x", far.Field(5).ToString());
    }

    [Fact]
    public void Agrees_with_arn()
    {
        foreach (var text in new[] { "arn:a:b:c:d:e", "arn:a:b:::e", "arn:a::c:d:e", "arn:a:b:c:d:", "x", "arn:a:b:c:d:e:f" })
            Assert.Equal(Arn.TryParse(text, out _), ResourceName.TryParse(text, out _));
    }
}
