namespace Authz.Sidecar.Query;

/// <summary>A part of an answer, which is written as XML or JSON. Immutable.</summary>
/// <param name="Name">The element's or property's name.</param>
/// <param name="Text">Its text; null when it has children.</param>
/// <param name="Children">Its parts; null when it has a text.</param>
internal sealed record AnswerElement(string Name, string? Text, IReadOnlyList<AnswerElement>? Children)
{
    /// <summary>The number that JSON has in place of the text; null: the text.</summary>
    public long? Number { get; private init; }

    /// <summary>A part with a text; null for a null text.</summary>
    public static AnswerElement? Of(string name, string? text) => text is null ? null : new AnswerElement(name, text, null);

    /// <summary>A part with a number.</summary>
    public static AnswerElement Of(string name, long number) =>
        new(name, number.ToString(System.Globalization.CultureInfo.InvariantCulture), null) { Number = number };

    /// <summary>A time: UTC in whole seconds, as JSON the seconds since 1970.</summary>
    public static AnswerElement Of(string name, DateTimeOffset time) =>
        new(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), null) { Number = time.ToUnixTimeSeconds() };

    /// <summary>A part with parts; those that are null are left out.</summary>
    public static AnswerElement Of(string name, params AnswerElement?[] children) => new(name, null, [.. children.OfType<AnswerElement>()]);

    /// <summary>Names the part: its text may be a secret.</summary>
    public override string ToString() => Name;
}
