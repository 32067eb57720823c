namespace Authz.Conformance.Reference.Matching;

public enum GlyphKind
{
    Literal,

    /// <summary><c>?</c></summary>
    One,

    /// <summary><c>*</c></summary>
    Run,
}

/// <summary>One element of a pattern. CrossesColon, for wildcards: whether a colon of the text may be matched.</summary>
public readonly record struct Glyph(GlyphKind Kind, char Character, bool CrossesColon = true)
{
    public bool IsColon => Kind == GlyphKind.Literal && Character == ':';

    public static Glyph OfText(char c) => new(GlyphKind.Literal, c);

    public static Glyph OfPattern(char c)
    {
        return c switch
        {
            '*' => new Glyph(GlyphKind.Run, c),
            '?' => new Glyph(GlyphKind.One, c),
            _ => OfText(c),
        };
    }
}
