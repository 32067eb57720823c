using Authz.Tokens.Identifiers;

namespace Authz.Tokens.Tests.Identifiers;

public sealed class TokenIdTests
{
    [Fact]
    public void New_ids_are_22_characters_of_16_bytes_and_differ()
    {
        var id = TokenId.New();
        Assert.Equal(22, id.Length);
        Assert.True(TokenId.TryDecode(id, out var bytes));
        Assert.Equal(16, bytes.Length);
        Assert.NotEqual(id, TokenId.New());
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAB", false)] // trailing bits
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==", false)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA", false)]
    [InlineData("AAAAAAAAAAAAAAAAAAAA A", false)]
    [InlineData("AAAAAAAAAAAAAAAAAAAA+A", false)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA", false)] // 18 bytes
    [InlineData("", false)]
    public void Only_the_canonical_text_decodes(string text, bool expected) => Assert.Equal(expected, TokenId.TryDecode(text, out _));
}
