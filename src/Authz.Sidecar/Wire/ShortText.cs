namespace Authz.Sidecar.Wire;

/// <summary>Cuts texts whose length others decide.</summary>
internal static class ShortText
{
    /// <summary>The text, or its beginning and three dots; never half of a character.</summary>
    public static string Of(string text, int most)
    {
        if (text.Length <= most) return text;
        var length = most - (char.IsHighSurrogate(text[most - 1]) ? 1 : 0);
        return string.Concat(text.AsSpan(0, length), "...");
    }
}
