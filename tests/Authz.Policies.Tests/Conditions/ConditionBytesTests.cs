using Authz.Policies.Conditions;

namespace Authz.Policies.Tests.Conditions;

public sealed class ConditionBytesTests
{
    [Theory]
    [InlineData("", new byte[0])]
    [InlineData("QQ==", new byte[] { 0x41 })]
    [InlineData("QUI=", new byte[] { 0x41, 0x42 })]
    [InlineData("QUJD", new byte[] { 0x41, 0x42, 0x43 })]
    [InlineData("+/8=", new byte[] { 0xFB, 0xFF })]
    public void Reads(string text, byte[] expected)
    {
        Assert.True(ConditionBytes.TryParse(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("QQ")]
    [InlineData("QQ=")]
    [InlineData("Q===")]
    [InlineData("QQ==\n")]
    [InlineData(" QQ==")]
    [InlineData("QU I=")]
    [InlineData("-_8=")]
    [InlineData("QQ==QQ==")]
    [InlineData("é===")]
    public void Refuses(string text) => Assert.False(ConditionBytes.TryParse(text, out _));
}
