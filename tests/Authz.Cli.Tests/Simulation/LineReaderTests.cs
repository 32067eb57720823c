using System.Text;
using Authz.Cli.Simulation;
using CsCheck;

namespace Authz.Cli.Tests.Simulation;

public sealed class LineReaderTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Const("\n"), Gen.Const("\r"), Gen.Const("abc"), Gen.Const("é"), Gen.Const(""))
        .Array[0, 40].Select(parts => string.Concat(parts));

    [Fact]
    public void However_the_input_comes_the_lines_are_the_same() => Gen.Select(Texts, Gen.Int[1, 7]).Sample((text, chunk) =>
    {
        List<string> expected = [.. text.Split('\n')];
        if (expected[^1].Length == 0) expected.RemoveAt(expected.Count - 1);

        Assert.Equal(expected, Read(new Trickle(Encoding.UTF8.GetBytes(text), chunk)));
    });

    [Theory]
    [InlineData(LineReader.MaxBytes, LineState.Line)]
    [InlineData(LineReader.MaxBytes + 1, LineState.TooLong)]
    [InlineData((3 * LineReader.MaxBytes) + 5, LineState.TooLong)]
    public void Lines_are_kept_up_to_the_limit_and_the_next_one_is_whole(int length, object expected)
    {
        foreach (var ending in (ReadOnlySpan<string>)["\nnext", "\nnext\n"])
        {
            var reader = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', length) + ending)));

            Assert.Equal(expected, Next(reader));
            Assert.Equal(LineState.Line, Next(reader));
            Assert.Equal("next", Encoding.ASCII.GetString(reader.Line.Span));
            Assert.Equal(LineState.End, Next(reader));
        }
    }

    [Fact]
    public void A_long_line_at_the_very_end_is_reported_once()
    {
        var reader = new LineReader(new MemoryStream(new byte[LineReader.MaxBytes * 2]));

        Assert.Equal(LineState.TooLong, Next(reader));
        Assert.Equal(LineState.End, Next(reader));
    }

    private static List<string> Read(Stream input)
    {
        var reader = new LineReader(input);
        var lines = new List<string>();
        while (Next(reader) == LineState.Line) lines.Add(Encoding.UTF8.GetString(reader.Line.Span));
        return lines;
    }

    private static LineState Next(LineReader reader)
    {
        LineState state;
        while ((state = reader.Next()) == LineState.WouldWait) reader.Fill();
        return state;
    }

    private sealed class Trickle(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
