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
        Gen.Select(Field, Field, Field, Field, Text("ab:*?", 1, 5), Gen.Int[2, 6], Resource).Sample(
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
