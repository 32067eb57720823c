using Authz.Cli.Output;

namespace Authz.Cli.Tests.Output;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain `text`\twith é and 日", "plain `text`\twith é and 日")]
    [InlineData("\u001b[2J", "\\u001B[2J")]
    [InlineData("a\r\nb", "a\\u000D\\u000Ab")]
    [InlineData("\u202egnp", "\\u202Egnp")]
    [InlineData("\u009b\u2028\0", "\\u009B\\u2028\\u0000")]
    public void Nothing_steers_the_terminal(string text, string printed) => Assert.Equal(printed, Printable.Of(text));
}
