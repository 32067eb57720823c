using Authz.Policies.Names;

namespace Authz.Engine.Requests;

/// <summary>What a caller is; it decides which layers apply (reference section 5.3).</summary>
public enum CallerKind
{
    /// <summary>Nobody known; only <c>Principal: "*"</c> names it.</summary>
    Anonymous = 0,

    /// <summary>An IAM user, also in a GetSessionToken session.</summary>
    User,

    /// <summary>A session of a role, or a role itself.</summary>
    Role,

    /// <summary>A GetFederationToken session.</summary>
    FederatedUser,

    /// <summary>An account's root user.</summary>
    Root,

    /// <summary>A service principal.</summary>
    Service,

    /// <summary>An identity of an OIDC or SAML provider, before it has a session.</summary>
    FederatedIdentity,
}

/// <summary>Who asks. Immutable.</summary>
public sealed record Caller
{
    /// <summary>The anonymous caller.</summary>
    public static Caller Anonymous { get; } = new() { Kind = CallerKind.Anonymous };

    /// <summary>What the caller is.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>The account; none for anonymous callers, services and external identities.</summary>
    public AccountId Account { get; init; }

    /// <summary>The ARN's partition; <c>aws</c> when the caller has none.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>
    /// The caller itself: a user's ARN, a role session's ARN, a federated-user ARN, a root ARN, a provider's ARN, a service's name.
    /// Null for anonymous callers and for a role without session.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Behind a session: the role's ARN with its path, or the user who called GetFederationToken; else null.</summary>
    public string? EntityArn { get; init; }

    /// <summary>The unique id of the user, or of the role behind the session (<c>AIDA...</c>, <c>AROA...</c>); null when unknown.</summary>
    public string? UniqueId { get; init; }

    /// <summary>Whether the account manages the organization: service control policies do not apply (section 5.7).</summary>
    public bool IsInManagementAccount { get; init; }

    /// <summary>Whether the caller is a service-linked role: control policies and boundaries do not apply (sections 5.3, 5.7).</summary>
    public bool IsServiceLinked { get; init; }
}
