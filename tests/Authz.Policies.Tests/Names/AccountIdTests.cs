using Authz.Policies.Names;

namespace Authz.Policies.Tests.Names;

public sealed class AccountIdTests
{
    [Theory]
    [InlineData("111122223333", true)]
    [InlineData("000000000000", true)]
    [InlineData("", false)]
    [InlineData("11112222333", false)]
    [InlineData("1111222233334", false)]
    [InlineData("11112222333a", false)]
    [InlineData(" 11122223333", false)]
    [InlineData("1111-2222333", false)]
    [InlineData("١١١١٢٢٢٢٣٣٣٣", false)]
    public void Is_twelve_ascii_digits(string text, bool expected)
    {
        Assert.Equal(expected, AccountId.TryParse(text, out AccountId account));
        Assert.Equal(expected, AccountId.IsValid(text));
        Assert.Equal(!expected, account.IsNone);
        Assert.Equal(expected ? text : "", account.ToString());
    }

    [Fact]
    public void Default_is_none_and_equals_no_account()
    {
        Assert.True(AccountId.TryParse("000000000000", out AccountId zero));
        Assert.True(default(AccountId).IsNone);
        Assert.NotEqual(default, zero);
    }
}
