using Authz.Conformance.Reference.Matching;

namespace Authz.Conformance.Reference.Language;

/// <summary>One piece of a policy text: plain text, a literal character such as <c>${*}</c>, or a variable.</summary>
public sealed record TemplatePart(string? Text, char? Literal, string? Key, string? Default);

/// <summary>A policy text with its variables (section 3).</summary>
public sealed record Template(string Source, IReadOnlyList<TemplatePart> Parts)
{
    public bool HasVariables => Parts.Any(part => part.Text is null);

    public static Template Read(string text, bool newLanguage)
    {
        var parts = new List<TemplatePart>();
        var rest = text;
        while (newLanguage && rest.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start)
        {
            parts.Add(new TemplatePart(rest[..start], null, null, null));
            var end = rest.IndexOf('}', start);
            RefusedException.Unless(end >= 0, "a variable without end");
            parts.Add(ReadVariable(rest[(start + 2)..end]));
            rest = rest[(end + 1)..];
        }

        parts.Add(new TemplatePart(rest, null, null, null));
        return new Template(text, parts);
    }

    /// <summary>V5, V9, W13.</summary>
    private static TemplatePart ReadVariable(string body)
    {
        if (body is "*" or "?" or "$")
            return new TemplatePart(null, body[0], null, null);
        var comma = body.IndexOf(',', StringComparison.Ordinal);
        var key = comma < 0 ? body : body[..comma];
        RefusedException.Unless(key.Length > 0 && !key.Any(c => char.IsWhiteSpace(c) || c is '$' or '{' or '\''), "not a variable name");
        if (comma < 0)
            return new TemplatePart(null, null, key, null);
        var tail = body[(comma + 1)..];
        var quoted = tail.Length >= 3 && tail.StartsWith(" '", StringComparison.Ordinal) && tail.EndsWith('\'');
        RefusedException.Unless(quoted && !tail[2..^1].Contains('\''), "a default is written `, 'text'`");
        return new TemplatePart(null, null, key, tail[2..^1]);
    }

    /// <summary>The text as glyphs, or null when a variable has no value (V6, V7). Substituted text is literal (V8).</summary>
    public List<Glyph>? Render(RequestContext context)
    {
        var glyphs = new List<Glyph>();
        foreach (var part in Parts)
        {
            if (part.Text is not null)
            {
                glyphs.AddRange(part.Text.Select(Glyph.OfPattern));
                continue;
            }

            var value = part.Literal?.ToString() ?? context.SingleValue(part.Key!) ?? part.Default;
            if (value is null)
                return null;
            glyphs.AddRange(value.Select(Glyph.OfText));
        }

        return glyphs;
    }
}
