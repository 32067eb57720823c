using Authz.Policies.Patterns;

namespace Authz.Policies.Tests.Patterns;

public sealed class ActionPatternTests
{
    [Theory]
    [InlineData("*", "*", true, true)]
    [InlineData("orders:GetOrder", "orders", false, false)]
    [InlineData("Orders:*", "orders", false, false)]
    [InlineData("route53-recovery-*:*", "route53-recovery-*", false, true)] // W4
    [InlineData("*:*", "*", false, true)]
    [InlineData("?3:Get", "?3", false, true)]
    public void Reads(string text, string service, bool isAny, bool hasServiceWildcard)
    {
        Assert.True(ActionPattern.TryParse(text, out ActionPattern? pattern, out _));
        Assert.Equal(service, pattern.Service);
        Assert.Equal(isAny, pattern.IsAny);
        Assert.Equal(hasServiceWildcard, pattern.HasServiceWildcard);
        Assert.Equal(text.ToLowerInvariant(), pattern.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("**")]
    [InlineData("orders*")]
    [InlineData(":GetOrder")]
    [InlineData("orders:")]
    [InlineData("a:b:c")]
    [InlineData("orders:Get Order")]
    [InlineData("orders:${aws:username}")] // V1
    [InlineData("orders:Gét")]
    public void Refuses(string text)
    {
        Assert.False(ActionPattern.TryParse(text, out ActionPattern? pattern, out var fault));
        Assert.Null(pattern);
        Assert.StartsWith($"`{text}`", fault, StringComparison.Ordinal);
    }
}
