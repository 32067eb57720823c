namespace Authz.Organizations.Markup;

/// <summary>What an XML text may be. A document type, entities and anything outside the text are never allowed.</summary>
public sealed record MarkupRules
{
    /// <summary>Most characters.</summary>
    public required int MaxCharacters { get; init; }

    /// <summary>Deepest element, the root being 1.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// Whether comments and processing instructions are passed over. Where a signature counts they are refused: they split texts for some
    /// readers and not for others.
    /// </summary>
    public bool PassesOverComments { get; init; }
}
