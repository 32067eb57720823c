using Authz.Organizations.Principals;
using Authz.Policies.Names;
using Authz.Sts.Identities;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>Who a session is: the part of its claims that says so, and its ARN.</summary>
/// <param name="Kind">What it is a session of.</param>
/// <param name="Account">The account of the role or user.</param>
/// <param name="Arn">The ARN that the session acts under.</param>
internal sealed record SessionSubject(SessionKind Kind, AccountId Account, string Arn)
{
    /// <summary>The role; null unless the session is a role's.</summary>
    public Role? Role { get; private init; }

    /// <summary>The user who called; null for a role's session and for a root.</summary>
    public User? User { get; private init; }

    /// <summary>The name of the role session or federated user; null when it has none.</summary>
    public string? Name { get; private init; }

    /// <summary>The long-term key that called; null for a role's session.</summary>
    public string? ParentKeyId { get; private init; }

    public static SessionSubject OfRole(Role role, string sessionName) => new(
        SessionKind.AssumedRole, role.Account, $"arn:{role.Arn.Partition}:sts::{role.Account}:assumed-role/{role.Name}/{sessionName}")
    {
        Role = role,
        Name = sessionName,
    };

    /// <summary>The caller itself, whose credentials are of a long-term key.</summary>
    public static SessionSubject OfCaller(Identity caller) =>
        new(caller.User is null ? SessionKind.Root : SessionKind.User, caller.Account.Id, caller.Arn)
        {
            User = caller.User,
            ParentKeyId = caller.AccessKeyId,
        };

    /// <summary>The caller, whose credentials are of a long-term key, under another name.</summary>
    public static SessionSubject OfFederatedUser(Identity caller, string name) => new(
        SessionKind.FederatedUser, caller.Account.Id, $"arn:{caller.Caller.Partition}:sts::{caller.Account.Id}:federated-user/{name}")
    {
        User = caller.User,
        ParentKeyId = caller.AccessKeyId,
        Name = name,
    };
}
