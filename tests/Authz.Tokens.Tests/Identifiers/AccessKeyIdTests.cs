using Authz.Tokens.Identifiers;
using CsCheck;

namespace Authz.Tokens.Tests.Identifiers;

public sealed class AccessKeyIdTests
{
    [Theory]
    [InlineData("ASIAY34FZKBOKMUTVV7A", "609629065308")]
    [InlineData("AKIARZPUZDIKGB2VALC4", "123456789012")]
    [InlineData("ASIAQAAAAAAAGMKEM7X5", "000000000000")]
    public void Published_samples_decode(string accessKeyId, string accountId)
    {
        Assert.True(AccessKeyId.TryReadAccount(accessKeyId, out var read));
        Assert.Equal(accountId, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")] // an old key: its first bit is 0
    [InlineData("ASIAY34FZKBOKMUTVV7")]
    [InlineData("ASIAY34FZKBOKMUTVV7AA")]
    [InlineData("ASIAY34FZKBOKMUTVV71")] // 1 is not in the alphabet
    [InlineData("asiaY34FZKBOKMUTVV7A")]
    [InlineData("ASIA7777777777777777")] // 1099511627775 is no account
    public void Other_ids_carry_no_account(string accessKeyId)
    {
        Assert.False(AccessKeyId.TryReadAccount(accessKeyId, out var read));
        Assert.Empty(read);
    }

    [Fact]
    public void What_was_composed_reads_back() =>
        Gen.Select(Gen.Long[0, 999_999_999_999], Gen.Byte.Array[5, 8]).Sample((account, random) =>
        {
            var text = account.ToString("D12", null);
            var id = AccessKeyId.Compose("LSIA", text, random);
            Assert.Equal(20, id.Length);
            Assert.StartsWith("LSIA", id, StringComparison.Ordinal);
            Assert.True(AccessKeyId.TryReadAccount(id, out var read));
            Assert.Equal(text, read);
        });

    [Fact]
    public void Random_bits_fill_the_end()
    {
        Assert.Equal("AKIAQAAAAAAAAAAAAAAA", AccessKeyId.Compose("AKIA", "000000000000", new byte[5]));
        Assert.Equal("AKIAQAAAAAAAP7777777", AccessKeyId.Compose("AKIA", "000000000000", [255, 255, 255, 255, 255])); // 39 bits: 4 + 7 x 5
    }

    [Fact]
    public void Temporary_ids_differ_and_name_the_account()
    {
        var one = AccessKeyId.NewTemporary("111122223333");
        Assert.NotEqual(one, AccessKeyId.NewTemporary("111122223333"));
        Assert.StartsWith("ASIA", one, StringComparison.Ordinal);
        Assert.True(AccessKeyId.TryReadAccount(one, out var account));
        Assert.Equal("111122223333", account);
    }

    [Fact]
    public void Malformed_parts_are_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => AccessKeyId.Compose("ASI", "111122223333", new byte[5]));
        Assert.Throws<ArgumentException>(() => AccessKeyId.Compose("ASIA", "11112222333", new byte[5]));
        Assert.Throws<ArgumentException>(() => AccessKeyId.Compose("ASIA", "111122223333", new byte[4]));
    }
}
