using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Requests;

public sealed class ContextKeyTests
{
    [Fact]
    public void Every_character_is_found_in_either_case()
    {
        for (var code = 0x20; code < 0x10000; code++)
        {
            if (!char.IsSurrogate((char)code)) AssertFound(((char)code).ToString());
        }

        for (var code = 0x10000; code < 0x1F000; code++) AssertFound(char.ConvertFromUtf32(code));
    }

    private static void AssertFound(string character)
    {
        foreach (var other in new[] { character.ToUpperInvariant(), character.ToLowerInvariant() })
        {
            if (!string.Equals(character, other, StringComparison.OrdinalIgnoreCase)) continue;
            var context = new RequestContext();
            Assert.True(context.TryAdd("aws:RequestTag/" + character, ContextValue.Of("x")));
            Assert.True(context.TryGet(new ContextKey("aws:RequestTag/" + other), out _), character);
        }
    }
}
