using System.Collections.Frozen;
using Authz.Organizations.Attachments;
using Authz.Policies.Names;

namespace Authz.Organizations.Principals;

/// <summary>An IAM user: a caller with long-term access keys. Immutable.</summary>
public sealed class User
{
    /// <summary>The account that owns the user.</summary>
    public required AccountId Account { get; init; }

    /// <summary>1 to 64 characters, unique in the account without case.</summary>
    public required string Name { get; init; }

    /// <summary><c>AIDA...</c>, as written or derived; unique in the organization.</summary>
    public required string UserId { get; init; }

    /// <summary><c>/</c> or <c>/.../</c>, part of the ARN.</summary>
    public required string Path { get; init; }

    /// <summary><c>arn:aws:iam::account:user/path/name</c>.</summary>
    public required Arn Arn { get; init; }

    /// <summary>What the user may do: inline policies, then attached ones, each in the order of the file.</summary>
    public required IReadOnlyList<NamedPolicy> IdentityPolicies { get; init; }

    /// <summary>The most the user may do; null when there is no boundary.</summary>
    public required NamedPolicy? Boundary { get; init; }

    /// <summary>Tags; keys compare without case.</summary>
    public required FrozenDictionary<string, string> Tags { get; init; }

    /// <summary>The user's access keys, active or not.</summary>
    public required IReadOnlyList<AccessKey> AccessKeys { get; init; }

    /// <summary>The user's MFA devices.</summary>
    public required IReadOnlyList<MfaDevice> MfaDevices { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Arn.Text;
}
