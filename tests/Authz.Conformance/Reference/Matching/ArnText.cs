namespace Authz.Conformance.Reference.Matching;

/// <summary>ARNs as text and as patterns: W5, W7 to W9, W11.</summary>
public static class ArnText
{
    /// <summary>Six fields and the scheme.</summary>
    public static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal) && text.Count(c => c == ':') >= 5;

    /// <summary>W9: <c>*</c>, as often as one likes, an ARN, or a shorter text that ends in <c>*</c>.</summary>
    public static bool IsPattern(string text)
    {
        return (text.Length > 0 && text.All(c => c == '*')) || IsArn(text) || (text.StartsWith("arn:", StringComparison.Ordinal) && text.EndsWith('*'));
    }

    /// <summary>A value of an Arn operator: as a resource's pattern, but wildcards may also stand in the first field (W11).</summary>
    public static bool IsOperand(string text)
    {
        var scheme = text.Split(':')[0];
        return IsPattern(text) || (scheme.AsSpan().ContainsAny('*', '?') && (text.EndsWith('*') || text.Count(c => c == ':') >= 5));
    }

    /// <summary>Field by field: a wildcard of the first five fields never meets a colon.</summary>
    public static bool MatchesNarrow(IReadOnlyList<Glyph> pattern, string text)
    {
        if (IsLoneStar(pattern))
            return true;
        if (!IsArn(text))
            return false;
        var fields = text.Split(':', 6);
        var patterns = Split(pattern);
        if (patterns.Count < 6 && pattern.LastOrDefault().Kind != GlyphKind.Run)
            return false;
        return patterns.Select((field, index) => Glob.Matches(field, fields[index])).All(matched => matched);
    }

    /// <summary>W8: a <c>*</c> that ends one of the first five fields may also run past the following colons.</summary>
    public static bool MatchesWide(IReadOnlyList<Glyph> pattern, string text)
    {
        if (IsLoneStar(pattern))
            return true;
        var marked = new List<Glyph>();
        var field = 1;
        for (var i = 0; i < pattern.Count; i++)
        {
            field += pattern[i].IsColon ? 1 : 0;
            var last = i + 1 == pattern.Count || pattern[i + 1].IsColon;
            var crosses = field >= 6 || (last && pattern[i].Kind == GlyphKind.Run);
            marked.Add(pattern[i] with { CrossesColon = crosses });
        }

        return IsArn(text) && Glob.Matches(marked, text);
    }

    /// <summary>A run of stars says what one star says (W1).</summary>
    private static bool IsLoneStar(IReadOnlyList<Glyph> pattern) => pattern.Count > 0 && pattern.All(glyph => glyph.Kind == GlyphKind.Run);

    /// <summary>At most six fields; the sixth keeps its colons.</summary>
    private static List<List<Glyph>> Split(IReadOnlyList<Glyph> pattern)
    {
        var fields = new List<List<Glyph>> { new() };
        foreach (var glyph in pattern)
        {
            if (glyph.IsColon && fields.Count < 6)
                fields.Add([]);
            else
                fields[^1].Add(glyph);
        }

        return fields;
    }
}
