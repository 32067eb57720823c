using System.Text;
using Authz.Tokens.Keys;
using Authz.Tokens.Messages;

namespace Authz.Tokens.Tests.Messages;

public sealed class MessageSealTests
{
    private const string Issuer = "https://authz.example";

    private static readonly KeyRing Ring = KeyRing.Ephemeral();
    private static readonly SealedMessage Message = new(DateTimeOffset.FromUnixTimeMilliseconds(1767323045678), Encoding.UTF8.GetBytes("{\"allowed\":false}"));

    [Fact]
    public void What_was_sealed_opens_as_it_was()
    {
        SealedMessage? opened = MessageSeal.Open(Ring, Issuer, Seal());
        Assert.Equal(Message.SealedAt, opened!.SealedAt);
        Assert.Equal(Message.Content, opened.Content);
    }

    [Fact]
    public void The_same_is_never_sealed_alike() => Assert.NotEqual(Seal(), Seal());

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(3000)]
    public void Its_length_tells_little_and_changes_nothing(int more)
    {
        byte[] content = [.. Message.Content, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(more)];
        var text = MessageSeal.Seal(Ring.FindSecret(Ring.Active!.KeyId)!, Issuer, Message with { Content = content });
        Assert.Equal(more < 2000 ? Seal().Length : Seal().Length + 2731, text.Length);
        Assert.Equal(content, MessageSeal.Open(Ring, Issuer, text)!.Content);
    }

    [Fact]
    public void A_message_tells_nothing() =>
        Assert.DoesNotContain("allowed", Encoding.Latin1.GetString(Convert.FromBase64String(Padded(Seal()))), StringComparison.Ordinal);

    [Fact]
    public void Nothing_that_was_changed_opens()
    {
        var text = Seal();
        for (var i = 0; i < text.Length; i++)
        {
            var other = text[i] == 'A' ? 'B' : 'A';
            Assert.Null(MessageSeal.Open(Ring, Issuer, $"{text[..i]}{other}{text[(i + 1)..]}"));
            Assert.Null(MessageSeal.Open(Ring, Issuer, text[..i]));
        }

        Assert.Null(MessageSeal.Open(Ring, Issuer, text + "A"));
        Assert.Null(MessageSeal.Open(Ring, Issuer, text + "="));
        Assert.Null(MessageSeal.Open(Ring, Issuer, "no message"));
    }

    [Fact]
    public void Another_issuers_and_another_rings_do_not_open()
    {
        Assert.Null(MessageSeal.Open(Ring, Issuer + "2", Seal()));
        Assert.Null(MessageSeal.Open(KeyRing.Ephemeral(), Issuer, Seal()));
        Assert.Null(MessageSeal.Open(KeyRing.Empty, Issuer, Seal()));
    }

    private static string Seal() => MessageSeal.Seal(Ring.FindSecret(Ring.Active!.KeyId)!, Issuer, Message);

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
}
