using Authz.Policies.Names;

namespace Authz.Policies.Tests.Names;

public sealed class ArnTests
{
    [Fact]
    public void Six_fields_are_cut_at_the_first_five_colons()
    {
        Assert.True(Arn.TryParse("arn:aws:logs:eu-west-1:111122223333:log-group:a:b/c", out Arn? arn));
        Assert.Equal(("aws", "logs", "eu-west-1"), (arn.Partition, arn.Service, arn.Region));
        Assert.Equal(("111122223333", "log-group:a:b/c"), (arn.Account, arn.Resource));
        Assert.Equal("111122223333", arn.AccountId.Value);
        Assert.Equal("arn:aws:logs:eu-west-1:111122223333:log-group:a:b/c", arn.ToString());
    }

    [Fact]
    public void Region_and_account_may_be_empty()
    {
        Assert.True(Arn.TryParse("arn:aws:s3:::bucket/key", out Arn? arn));
        Assert.Equal(("", ""), (arn.Region, arn.Account));
        Assert.True(arn.AccountId.IsNone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("arn")]
    [InlineData("arn:aws:s3::bucket")]
    [InlineData("ARN:aws:s3:::bucket")]
    [InlineData(" arn:aws:s3:::bucket")]
    [InlineData("arn::s3:::bucket")]
    [InlineData("arn:aws::::bucket")]
    [InlineData("arn:aws:s3:::")]
    public void Refuses(string? text)
    {
        Assert.False(Arn.TryParse(text, out Arn? arn));
        Assert.Null(arn);
    }

    [Fact]
    public void Has_at_most_2048_characters()
    {
        const string Head = "arn:aws:s3:::";
        Assert.True(Arn.TryParse(Head + new string('a', Arn.MaxLength - Head.Length), out _));
        Assert.False(Arn.TryParse(Head + new string('a', Arn.MaxLength - Head.Length + 1), out _));
    }

    [Fact]
    public void Is_compared_with_case()
    {
        Assert.True(Arn.TryParse("arn:aws:s3:::a", out Arn? lower) & Arn.TryParse("arn:aws:s3:::A", out Arn? upper));
        Assert.True(Arn.TryParse("arn:aws:s3:::a", out Arn? again));
        Assert.NotEqual(lower, upper);
        Assert.Equal(lower, again);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/path/Reader", "path/Reader")]
    [InlineData("arn:aws:iam::111122223333:role/", null)]
    [InlineData("arn:aws:iam::111122223333:ROLE/Reader", null)]
    [InlineData("arn:aws:iam::111122223333:user/role/x", null)]
    public void After_gives_the_name_behind_a_type(string text, string? expected)
    {
        Assert.True(Arn.TryParse(text, out Arn? arn));
        Assert.Equal(expected, arn.After("role/"));
    }
}
