using Authz.Policies.Names;

namespace Authz.Policies.Tests.Names;

public sealed class ActionNameTests
{
    [Theory]
    [InlineData("orders:GetOrder", "orders")]
    [InlineData("a4b:x", "a4b")]
    [InlineData("aws-portal:View_Usage", "aws-portal")]
    [InlineData("execute-api:GET/orders", "execute-api")]
    public void Reads(string text, string service)
    {
        Assert.True(ActionName.TryParse(text, out ActionName action));
        Assert.Equal(text, action.ToString());
        Assert.Equal(service, action.Service.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("orders")]
    [InlineData("orders:")]
    [InlineData(":GetOrder")]
    [InlineData("orders:Get:Order")]
    [InlineData("orders:Get*")]
    [InlineData("orders:Get?")]
    [InlineData("*")]
    [InlineData("*:*")]
    [InlineData("orders: Get")]
    [InlineData("orders:Get\n")]
    [InlineData("or/ders:Get")]
    [InlineData("orders:Gét")]
    [InlineData("orders:${aws:username}")]
    public void Refuses(string? text)
    {
        Assert.False(ActionName.TryParse(text, out ActionName action));
        Assert.Null(action.Text);
        Assert.True(action.Service.IsEmpty);
        Assert.Equal("", action.ToString());
    }

    [Fact]
    public void Has_at_most_128_characters()
    {
        Assert.True(ActionName.TryParse("a:" + new string('b', ActionName.MaxLength - 2), out _));
        Assert.False(ActionName.TryParse("a:" + new string('b', ActionName.MaxLength - 1), out _));
    }
}
