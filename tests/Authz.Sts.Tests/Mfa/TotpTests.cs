using System.Text;
using Authz.Sts.Mfa;

namespace Authz.Sts.Tests.Mfa;

public sealed class TotpTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void M14_Vectors_of_rfc_6238(long seconds, string code)
    {
        var step = Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(code, Totp.CodeOf(Seed, step, 8));
        Assert.Equal(code[2..], Totp.CodeOf(Seed, step));
    }

    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(2, "359152")]
    [InlineData(9, "520489")]
    public void Vectors_of_rfc_4226(long counter, string code) => Assert.Equal(code, Totp.CodeOf(Seed, counter));
}
