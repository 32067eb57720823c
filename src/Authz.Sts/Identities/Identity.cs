using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Identities;

/// <summary>Somebody who proved who they are, bound to one snapshot. Immutable once made.</summary>
public sealed class Identity
{
    /// <summary>The caller as the engine sees it.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The account the caller belongs to; for a session the role's.</summary>
    public required Account Account { get; init; }

    /// <summary>The layers that follow the caller, session policies included.</summary>
    public required PrincipalProgram Program { get; init; }

    /// <summary>The context keys that follow from the caller. Not to be changed: requests stand on it.</summary>
    public required RequestContext Facts { get; init; }

    /// <summary>
    /// The unique id as <c>GetCallerIdentity</c> shows it: <c>AIDA...</c>, <c>AROA...:session</c>,
    /// <c>account:name</c> of a federated user, or the account's id.
    /// </summary>
    public required string UserId { get; init; }

    /// <summary>The role of a session; null for users and root.</summary>
    public Role? Role { get; init; }

    /// <summary>The user, also behind the user's or a federated user's session; null for roles and root.</summary>
    public User? User { get; init; }

    /// <summary>The long-term access key that signed; null when a session calls.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>What the session's token froze; null for long-term credentials.</summary>
    public SessionClaims? Claims { get; init; }

    /// <summary>The caller's ARN: of the user, the role session, the federated user, or the account's root.</summary>
    public string Arn => Caller.Name!;
}
