using System.Buffers;
using System.Text;
using Authz.Tokens.Storage;
using CsCheck;

namespace Authz.Tokens.Tests.Storage;

public sealed class LineChainTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    private static readonly byte[] Lines = Chain(Key, """{"a":1}""", """{"b":"x,\"integrity\":{\"sequence\":7}"}""", """{"c":[1,2]}""", """{"d":{}}""");

    [Fact]
    public void Each_line_is_JSON_that_names_its_place()
    {
        byte[][] lines = Split(Lines);
        Assert.Equal(4, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            using var json = System.Text.Json.JsonDocument.Parse(lines[i]);
            Assert.Equal(i + 1, json.RootElement.EnumerateObject().Last().Value.EnumerateObject().First().Value.GetInt32());
        }

        Assert.Equal(new string('0', 64), LineChain.ReadLink(lines[0])!.Previous);
        Assert.Equal(LineChain.ReadLink(lines[0])!.Hash, LineChain.ReadLink(lines[1])!.Previous);
    }

    [Fact]
    public void A_chain_that_goes_on_is_one_chain()
    {
        var chain = new LineChain(Key, LineChain.ReadLink(Split(Lines)[^1]));
        var more = new ArrayBufferWriter<byte>();
        chain.Append("""{"e":5}"""u8, more);
        Assert.Null(Fault(Key, [.. Lines, .. more.WrittenSpan]));
        Assert.Equal(5, chain.Sequence);
    }

    [Fact]
    public void Whole_chains_and_their_ends_are_right()
    {
        Assert.Null(Fault(Key, Lines));
        Assert.Null(Fault(Key, [.. Split(Lines)[2..].SelectMany(static l => (byte[])[.. l, (byte)'\n'])]));
        Assert.Null(Fault(null, Chain(null, """{"a":1}""", """{"b":2}""")));
    }

    [Fact]
    public void No_byte_can_be_changed() => Gen.Select(Gen.Int[0, Lines.Length - 1], Gen.Byte[1, 255]).Sample(
        static (at, change) =>
        {
            byte[] changed = [.. Lines];
            changed[at] ^= change;
            Assert.NotNull(Fault(Key, changed));
        }, iter: 5_000);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0, 1, 1, 2, 3)]
    [InlineData(0, 2, 1, 3)]
    [InlineData(1, 0)]
    [InlineData(0, 3)]
    public void Lines_that_are_missing_doubled_or_moved_show(params int[] order)
    {
        byte[][] lines = Split(Lines);
        Assert.NotNull(Fault(Key, [.. order.SelectMany(i => (byte[])[.. lines[i], (byte)'\n'])]));
    }

    [Fact]
    public void Without_its_key_a_chain_can_neither_be_checked_nor_made()
    {
        Assert.Contains("was changed", Fault(null, Lines), StringComparison.Ordinal);
        Assert.Contains("under this key", Fault(Key, Chain(null, """{"a":1}""")), StringComparison.Ordinal);
        byte[] other = [.. Key.Reverse()];
        Assert.NotNull(Fault(other, Lines));
        Assert.Throws<ArgumentException>(static () => new LineChain(new byte[31]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1,"integrity":{"sequence":1}}""")]
    [InlineData("""{"a":1,"integrity":{"sequence":0,"previous":"0000000000000000000000000000000000000000000000000000000000000000","hash":"0000000000000000000000000000000000000000000000000000000000000000"}}""")]
    [InlineData("""{"a":1,"integrity":{"sequence":01,"previous":"0000000000000000000000000000000000000000000000000000000000000000","hash":"0000000000000000000000000000000000000000000000000000000000000000"}}""")]
    [InlineData("""{"a":1,"integrity":{"sequence":1,"previous":"000000000000000000000000000000000000000000000000000000000000000G","hash":"0000000000000000000000000000000000000000000000000000000000000000"}}""")]
    [InlineData("")]
    public void A_line_without_a_link_has_none(string line) => Assert.Null(LineChain.ReadLink(Encoding.UTF8.GetBytes(line)));

    private static byte[] Chain(byte[]? key, params string[] lines)
    {
        var chain = new LineChain(key);
        var output = new ArrayBufferWriter<byte>();
        foreach (var line in lines) chain.Append(Encoding.UTF8.GetBytes(line), output);
        return output.WrittenSpan.ToArray();
    }

    private static string? Fault(byte[]? key, byte[] bytes)
    {
        var chain = new LineChain(key);
        var isFirst = true;
        foreach (var line in Split(bytes))
        {
            if (chain.Check(line, isFirst) is { } fault) return fault;
            isFirst = false;
        }

        return null;
    }

    private static byte[][] Split(byte[] bytes)
    {
        var lines = new List<byte[]>();
        var start = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '\n') continue;
            lines.Add(bytes[start..i]);
            start = i + 1;
        }

        if (start < bytes.Length) lines.Add(bytes[start..]);
        return [.. lines];
    }
}
