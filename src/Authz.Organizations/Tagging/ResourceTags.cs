using System.Collections.Immutable;
using Authz.Engine.Requests;

namespace Authz.Organizations.Tagging;

/// <summary>Tags of a resource as requests are told of them: <c>aws:ResourceTag/...</c> and its value.</summary>
public static class ResourceTags
{
    /// <summary>The keys and values.</summary>
    public static ImmutableArray<KeyValuePair<ContextKey, ContextValue>> Of(IEnumerable<KeyValuePair<string, string>> tags) =>
        [.. tags.Select(static t => KeyValuePair.Create(new ContextKey(KnownKeys.ResourceTag.Of(t.Key)), ContextValue.Of(t.Value)))];
}
