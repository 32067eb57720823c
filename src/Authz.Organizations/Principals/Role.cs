using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Engine.Requests;
using Authz.Organizations.Attachments;
using Authz.Policies.Documents;
using Authz.Policies.Names;

namespace Authz.Organizations.Principals;

/// <summary>An IAM role: what a session acts as. Immutable.</summary>
public sealed class Role
{
    /// <summary>The account that owns the role.</summary>
    public required AccountId Account { get; init; }

    /// <summary>1 to 64 characters, unique in the account without case.</summary>
    public required string Name { get; init; }

    /// <summary><c>AROA...</c>, as written or derived; unique in the organization. Trust and revocation follow it, not the name.</summary>
    public required string RoleId { get; init; }

    /// <summary><c>/</c> or <c>/.../</c>, part of the ARN.</summary>
    public required string Path { get; init; }

    /// <summary><c>arn:aws:iam::account:role/path/name</c>.</summary>
    public required Arn Arn { get; init; }

    /// <summary>Longest session, 1 to 12 hours.</summary>
    public required TimeSpan MaxSessionDuration { get; init; }

    /// <summary>Who may take the role.</summary>
    public required PolicyDocument TrustPolicy { get; init; }

    /// <summary>What a session may do: inline policies, then attached ones, each in the order of the file.</summary>
    public required IReadOnlyList<NamedPolicy> IdentityPolicies { get; init; }

    /// <summary>The most a session may do; null when there is no boundary.</summary>
    public required NamedPolicy? Boundary { get; init; }

    /// <summary>Tags; keys compare without case.</summary>
    public required FrozenDictionary<string, string> Tags
    {
        get;
        init => (field, ResourceTags) = (value, Tagging.ResourceTags.Of(value));
    }

    /// <summary>The tags as those of a resource: what a request about the role is told.</summary>
    public ImmutableArray<KeyValuePair<ContextKey, ContextValue>> ResourceTags { get; private init; } = [];

    /// <summary>Whether the role belongs to a service; SCPs do not apply to it.</summary>
    public bool IsServiceLinked => Path.StartsWith("/aws-service-role/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Arn.Text;
}
