using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Patterns;

namespace Authz.Fuzzing.Targets;

/// <summary>W1 as a table: row by row of the pattern, which beginnings of the text it matches. Characters are code points.</summary>
internal static class NaiveGlob
{
    /// <summary>A code point, or a wildcard when <see cref="Kind"/> says so.</summary>
    public readonly record struct Piece(TemplatePartKind Kind, Rune Character);

    /// <summary>The pieces, variables replaced by literal text (V8); null when one has neither value nor default (V6).</summary>
    public static ImmutableArray<Piece>? PiecesOf(IEnumerable<TemplatePart> parts, Func<string, string?> valueOf)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (TemplatePart part in parts)
        {
            if (part.Kind is TemplatePartKind.AnyOne or TemplatePartKind.AnyRun)
            {
                pieces.Add(new Piece(part.Kind, default));
                continue;
            }

            var text = part.Kind == TemplatePartKind.Literal ? part.Text : valueOf(part.Text) ?? part.Default;
            if (text is null) return null;
            pieces.AddRange(text.EnumerateRunes().Select(character => new Piece(TemplatePartKind.Literal, character)));
        }

        return pieces.ToImmutable();
    }

    public static bool IsMatch(ImmutableArray<Piece> pattern, string text, bool ignoreCase)
    {
        Rune[] characters = [.. text.EnumerateRunes()];
        var matched = new bool[characters.Length + 1];
        matched[0] = true;
        foreach (Piece piece in pattern)
        {
            var next = new bool[characters.Length + 1];
            for (var end = 0; end <= characters.Length; end++)
            {
                var withoutOne = end > 0 && (piece.Kind == TemplatePartKind.AnyRun ? next[end - 1] : matched[end - 1]);
                next[end] = piece.Kind == TemplatePartKind.AnyRun
                    ? matched[end] || withoutOne
                    : withoutOne && (piece.Kind == TemplatePartKind.AnyOne || IsSame(piece.Character, characters[end - 1], ignoreCase));
            }

            matched = next;
        }

        return matched[^1];
    }

    private static bool IsSame(Rune first, Rune second, bool ignoreCase) =>
        string.Equals(first.ToString(), second.ToString(), ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
