using Authz.Engine.Decisions;
using CsCheck;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>The matchers against the plainest ones that can be written.</summary>
public sealed class MatcherPropertyTests
{
    private static readonly Gen<string> PatternText = Text("ab:*?*", 0, 8);
    private static readonly Gen<string> PlainText = Text("ab:", 0, 9);

    [Fact]
    public void StringLike_equals_a_naive_matcher() => Gen.Select(PatternText, PlainText).Sample(
        (pattern, text) => Assert.Equal(
            Naive(Everywhere(pattern), text),
            World.Holds($"{{`StringLike`:{{`x:y`:`{pattern}`}}}}", World.Keys("x:y", text))),
        iter: 4_000);

    [Fact]
    public void A_variable_in_a_pattern_equals_its_text() => Gen.Select(PatternText, Text("ab*?", 1, 3), PlainText).Sample(
        (pattern, value, text) =>
        {
            var marked = pattern.Select(c => (c, c is '*' or '?')).Concat(value.Select(c => (c, false))).Concat([('*', true)]);
            Assert.Equal(
                Naive([.. marked.Select(m => new Piece(m.Item1, m.Item2, true))], text),
                World.Holds($"{{`StringLike`:{{`x:y`:`{pattern}${{x:v}}*`}}}}", World.Keys("x:y", text, "x:v", value)));
        }, iter: 4_000);

    [Fact]
    public void Resources_equal_naive_matchers_and_the_wide_one_contains_the_narrow_one() =>
        Gen.Select(Text("ab", 0, 2), Field, Field, Field, Text("ab:*?", 1, 5), Gen.Int[2, 6], Resource).Sample(
            (service, region, account, partition, last, count, resource) =>
            {
                string[] all = ["arn", partition, service, region, account, last];
                var pattern = string.Join(":", all[..count]);
                if (count < 6) pattern += "*";
                bool narrow = Narrow(pattern, resource), wide = Naive(Wide(pattern), resource);
                Assert.True(wide || !narrow, $"{pattern} {resource}");
                Assert.Equal(narrow, new World { Resource = resource, Identity = [Statement("Allow", pattern)] }.IsAllowed);
                Assert.Equal(
                    wide,
                    new World { Resource = resource, Identity = [World.AllowAll, Statement("Deny", pattern)] }.Outcome
                        == DecisionOutcome.ExplicitDeny);
            }, iter: 6_000);

    [Fact]
    public void Long_texts_with_characters_of_two_halves_equal_a_naive_matcher() => Gen.Select(
        Pieces(["a", "b", "*", "?", "*", "\U0001F600", "\u00E9"], 0, 24), Pieces(["a", "b", "\U0001F600", "\uD83D", "\uDE00", "\u00E9"], 0, 60), Gen.Bool).Sample(
        (pattern, drawn, isMade) =>
        {
            // a text that a pattern makes is matched more often than one that is drawn
            var text = isMade ? string.Concat(pattern.Select((p, i) => p switch { "*" => string.Concat(drawn.Take(i % 3)), "?" => "\U0001F600", _ => p })) : string.Concat(drawn);
            var escaped = string.Concat(pattern.SelectMany(p => p).Select(c => c > '\u00FF' ? $"\\u{(int)c:x4}" : $"{c}"));
            Assert.Equal(
                Naive(pattern, Characters(text)), World.Holds($"{{`StringLike`:{{`x:y`:`{escaped}`}}}}", World.Keys("x:y", text)));
        }, iter: 3_000);

    [Fact]
    public void Actions_equal_a_naive_matcher_without_case() => Gen.Select(
        Pieces(["a", "B", "k", "*", "?", "*"], 1, 9), Pieces(["A", "a", "b", "K"], 1, 9)).Sample(
        (pattern, name) => Assert.Equal(
            Naive([.. pattern.Select(p => p.ToUpperInvariant())], [.. name.Select(n => n.ToUpperInvariant())]),
            new World
            {
                Action = $"s3:{string.Concat(name)}",
                Identity = [$"{{`Effect`:`Allow`,`Action`:`S3:{string.Concat(pattern)}`,`Resource`:`*`}}"],
            }.IsAllowed),
        iter: 3_000);

    private static Gen<string[]> Pieces(string[] pieces, int min, int max) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[min, max];

    /// <summary>The characters of a text; half of one that stands alone is one too.</summary>
    private static string[] Characters(string text)
    {
        var characters = new List<string>();
        for (var i = 0; i < text.Length; i += characters[^1].Length)
            characters.Add(text.Substring(i, i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1));
        return [.. characters];
    }

    // row by row: match[j] says whether the pattern so far matches the first j characters
    private static bool Naive(string[] pattern, string[] text)
    {
        var match = new bool[text.Length + 1];
        match[0] = true;
        foreach (var piece in pattern)
        {
            var next = new bool[text.Length + 1];
            for (var j = 0; j <= text.Length; j++)
            {
                next[j] = piece == "*"
                    ? match[j] || (j > 0 && next[j - 1])
                    : j > 0 && match[j - 1] && (piece == "?" || piece == text[j - 1]);
            }

            match = next;
        }

        return match[^1];
    }

    private static Gen<string> Field { get; } = Text("ab**?", 0, 3);

    private static Gen<string> Resource { get; } =
        Gen.Select(Text("ab", 1, 2), Text("ab", 1, 2), Text("ab", 0, 2), Text("ab", 0, 2), Text("ab::", 1, 6))
            .Select((partition, service, region, account, rest) => $"arn:{partition}:{service}:{region}:{account}:{rest}");

    private static string Statement(string effect, string pattern) => $"{{`Effect`:`{effect}`,`Action`:`*`,`Resource`:`{pattern}`}}";

    private static Gen<string> Text(string alphabet, int min, int max) =>
        Gen.Int[0, alphabet.Length - 1].Select(i => alphabet[i]).Array[min, max].Select(c => new string(c));

    private static bool Narrow(string pattern, string resource)
    {
        string[] fields = pattern.Split(':', 6), texts = resource.Split(':', 6);
        for (var i = 0; i < fields.Length; i++)
        {
            if (!Naive(Everywhere(fields[i]), texts[i])) return false;
        }

        return true;
    }

    private static Piece[] Everywhere(string pattern) => [.. pattern.Select(c => new Piece(c, c is '*' or '?', true))];

    // W7: a star that ends a field crosses colons, in the sixth field every wildcard does
    private static Piece[] Wide(string pattern) => [.. pattern.Select((c, i) => new Piece(c, c is '*' or '?',
        pattern[..i].Count(x => x == ':') >= 5 || (c == '*' && (i == pattern.Length - 1 || pattern[i + 1] == ':'))))];

    private static bool Naive(ReadOnlySpan<Piece> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty) return text.IsEmpty;
        Piece piece = pattern[0];
        if (piece is { IsWildcard: true, Character: '*' })
        {
            return Naive(pattern[1..], text) || (!text.IsEmpty && (piece.CrossesColons || text[0] != ':') && Naive(pattern, text[1..]));
        }

        return !text.IsEmpty && (piece.IsWildcard ? piece.CrossesColons || text[0] != ':' : piece.Character == text[0])
            && Naive(pattern[1..], text[1..]);
    }

    private readonly record struct Piece(char Character, bool IsWildcard, bool CrossesColons);
}
