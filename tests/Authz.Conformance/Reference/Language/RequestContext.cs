namespace Authz.Conformance.Reference.Language;

/// <summary>The values of one context key. INVARIANT: at least one; an empty array is a missing key.</summary>
public sealed record ContextEntry(bool Multivalued, IReadOnlyList<string> Values);

/// <summary>The request context, keys without case.</summary>
public sealed class RequestContext(IReadOnlyDictionary<string, ContextEntry> entries)
{
    public ContextEntry? Find(string key) => entries.TryGetValue(key, out var entry) ? entry : null;

    /// <summary>V4: a multivalued key is no variable.</summary>
    public string? SingleValue(string key) => Find(key) is { Multivalued: false } entry ? entry.Values[0] : null;
}
