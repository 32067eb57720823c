using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Engine.Requests;
using Authz.Policies.Documents;
using Authz.Policies.Names;

namespace Authz.Organizations.Resources;

/// <summary>What is known of a resource, or of all resources that a pattern names.</summary>
public sealed class ResourceEntry
{
    /// <summary>The account that owns the resource.</summary>
    public required AccountId Account { get; init; }

    /// <summary>An ARN whose fields may hold the wildcards <c>*</c> and <c>?</c>.</summary>
    public required Arn Pattern { get; init; }

    /// <summary>The resource's own policy; null when it has none.</summary>
    public required PolicyDocument? Policy { get; init; }

    /// <summary>Tags; keys compare without case.</summary>
    public required FrozenDictionary<string, string> Tags
    {
        get;
        init => (field, ResourceTags) = (value, Tagging.ResourceTags.Of(value));
    }

    /// <summary>The tags as a request about the resource is told of them.</summary>
    public ImmutableArray<KeyValuePair<ContextKey, ContextValue>> ResourceTags { get; private init; } = [];
}
