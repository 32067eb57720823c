namespace Authz.Organizations.Markup;

/// <summary>One piece of what an element contains: a text or an element.</summary>
/// <param name="Element">The element; null for a text.</param>
/// <param name="Text">The text, references resolved; empty for an element.</param>
public readonly record struct MarkupContent(MarkupElement? Element, string Text);
