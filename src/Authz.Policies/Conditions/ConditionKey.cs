namespace Authz.Policies.Conditions;

/// <summary>The name of a context key, <c>prefix:name[/tag]</c>; compared without case, the tag included (table 1.2).</summary>
public sealed class ConditionKey
{
    /// <summary>Longest accepted name, in characters.</summary>
    public const int MaxLength = 512;

    private ConditionKey(string text) => (Text, Folded) = (text, text.ToLowerInvariant());

    /// <summary>The name as written.</summary>
    public string Text { get; }

    /// <summary>The name in lower case.</summary>
    public string Folded { get; }

    /// <summary>Whether the key is one of the multivalued keys of section 6, whatever the number of its values (D10).</summary>
    public bool IsMultivalued => ContextKeyCatalogue.IsMultivalued(Folded);

    /// <summary>Reads a name: a prefix, a colon and a name, no control characters, no white space before the tag part.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConditionKey? key)
    {
        key = null;
        if (text.Length is 0 or > MaxLength || text[0] == ':') return false;
        var colon = text.LastIndexOf(':');
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        // an OIDC issuer's key has slashes before its colon; a tag key has one after it and may hold colons and spaces
        if (slash > 0 && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var first && first < slash) colon = first;
        if (colon < 1 || colon == text.Length - 1) return false;
        var bare = colon < slash ? text.AsSpan(0, slash) : text;
        foreach (var character in bare)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character) || character is '$' or '{' or '}' or '*' or '?') return false;
        }

        if (text.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0) return false;
        key = new ConditionKey(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
