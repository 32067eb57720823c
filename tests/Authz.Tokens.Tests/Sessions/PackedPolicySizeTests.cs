using System.Security.Cryptography;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

public sealed class PackedPolicySizeTests
{
    [Fact]
    public void Nothing_packed_is_null_and_not_zero() => Assert.Null(PackedPolicySize.Percent(null, [], []));

    [Fact]
    public void Anything_packed_is_at_least_one_percent()
    {
        Assert.InRange(PackedPolicySize.Percent("{}", [], []) ?? 0, 1, 2);
        Assert.InRange(PackedPolicySize.Percent(null, ["arn:aws:iam::aws:policy/A"], []) ?? 0, 1, 5);
        Assert.InRange(PackedPolicySize.Percent(null, [], [new("k", "")]) ?? 0, 1, 2);
    }

    [Fact]
    public void It_rounds_up_to_whole_percents_and_may_exceed_a_hundred()
    {
        var noise = Convert.ToHexString(RandomNumberGenerator.GetBytes(2100)); // entropy of 2100 bytes, so no smaller when packed
        Assert.InRange(PackedPolicySize.Percent(noise, [], []) ?? 0, 101, 130);
        Assert.InRange(PackedPolicySize.Percent(noise[..2100], [], []) ?? 0, 51, 65);
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(66, true)]
    public void What_packs_well_has_an_end_too(int kilobytes, bool isTooLarge) =>
        Assert.Equal(isTooLarge, PackedPolicySize.Percent(new string('a', kilobytes * 1024), [], []) > 100);

    [Fact]
    public void More_tags_take_more()
    {
        KeyValuePair<string, string>[] tags = [.. Enumerable.Range(0, 50).Select(static i => KeyValuePair.Create($"key{i}", RandomNumberGenerator.GetHexString(32)))];
        Assert.True(PackedPolicySize.Percent(null, [], tags) > PackedPolicySize.Percent(null, [], tags[..10]));
    }
}
