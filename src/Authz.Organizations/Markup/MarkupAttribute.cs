namespace Authz.Organizations.Markup;

/// <summary>An attribute that declares no namespace.</summary>
/// <param name="Prefix">The prefix; empty for none.</param>
/// <param name="LocalName">The name without prefix.</param>
/// <param name="Namespace">The namespace; empty for an attribute without prefix.</param>
/// <param name="Value">The value, normalized as XML 1.0 section 3.3.3 says.</param>
public sealed record MarkupAttribute(string Prefix, string LocalName, string Namespace, string Value);
