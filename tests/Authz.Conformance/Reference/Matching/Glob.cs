namespace Authz.Conformance.Reference.Matching;

/// <summary>W1 as its definition reads, by recursion; remembered results keep it polynomial.</summary>
public static class Glob
{
    public static bool Matches(IReadOnlyList<Glyph> pattern, string text, bool ignoreCase = false)
    {
        var known = new bool?[pattern.Count + 1, text.Length + 1];
        return From(0, 0);

        bool From(int p, int t) => known[p, t] ??= Decide(p, t);

        bool Decide(int p, int t)
        {
            if (p == pattern.Count)
                return t == text.Length;
            var glyph = pattern[p];
            if (glyph.Kind == GlyphKind.Run && From(p + 1, t))
                return true;
            if (t == text.Length || !TakesOne(glyph, text[t]))
                return false;
            return From(glyph.Kind == GlyphKind.Run ? p : p + 1, t + (glyph.Kind == GlyphKind.One ? WidthAt(t) : 1));
        }

        // one character: beyond the basic plane it is two units of the text
        int WidthAt(int t) => t + 1 < text.Length && char.IsSurrogatePair(text[t], text[t + 1]) ? 2 : 1;

        bool TakesOne(Glyph glyph, char c)
        {
            if (glyph.Kind != GlyphKind.Literal)
                return c != ':' || glyph.CrossesColon;
            return ignoreCase ? char.ToUpperInvariant(glyph.Character) == char.ToUpperInvariant(c) : glyph.Character == c;
        }
    }

    /// <summary>W4: one glob over the whole text, without case.</summary>
    public static bool MatchesAction(string pattern, string action)
    {
        return Matches(pattern.Select(Glyph.OfPattern).ToList(), action, ignoreCase: true);
    }
}
