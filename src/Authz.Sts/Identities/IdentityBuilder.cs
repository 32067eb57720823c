using Authz.Engine.Requests;
using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Sessions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Identities;

/// <summary>Binds callers to a snapshot: everything that must be current is looked up in it by unique id.</summary>
internal static class IdentityBuilder
{
    public static Identity OfKey(Snapshot snapshot, AccessKeyOwner owner, PrincipalPrograms programs)
    {
        Account account = snapshot.Organization.FindAccount(owner.Account)
            ?? throw new InvalidOperationException("an access key belongs to an account that the organization does not have");
        return owner.User is { } user ? OfUser(snapshot, account, user, programs) : OfRoot(snapshot, account, programs);
    }

    public static Identity OfUser(Snapshot snapshot, User user, PrincipalPrograms programs) =>
        OfUser(snapshot, snapshot.Organization.FindAccount(user.Account)!, user, programs);

    /// <summary>Binds a session; null when its role is gone.</summary>
    public static Identity? OfSession(Snapshot snapshot, SessionClaims claims, PrincipalPrograms programs)
    {
        // by id: a role that was deleted and made anew under the same name is another one
        Role? role = snapshot.Organization.FindRoleById(claims.RoleId);
        if (role is null || role.Account.Value != claims.AccountId || snapshot.Organization.FindAccount(role.Account) is not { } account) return null;
        return new Identity
        {
            Caller = new Caller
            {
                Kind = CallerKind.Role,
                Account = role.Account,
                Partition = role.Arn.Partition,
                Name = $"arn:{role.Arn.Partition}:sts::{role.Account}:assumed-role/{role.Name}/{claims.SessionName}",
                EntityArn = role.Arn.Text,
                UniqueId = role.RoleId,
                IsInManagementAccount = snapshot.IsManagement(role.Account),
                IsServiceLinked = role.IsServiceLinked,
            },
            Account = account,
            Program = programs.Of(snapshot, role, claims),
            Facts = SessionFacts.OfSession(snapshot.Organization, role, claims),
            UserId = $"{role.RoleId}:{claims.SessionName}",
            Role = role,
            Claims = claims,
        };
    }

    private static Identity OfUser(Snapshot snapshot, Account account, User user, PrincipalPrograms programs) => new()
    {
        Caller = new Caller
        {
            Kind = CallerKind.User,
            Account = user.Account,
            Partition = user.Arn.Partition,
            Name = user.Arn.Text,
            UniqueId = user.UserId,
            IsInManagementAccount = snapshot.IsManagement(user.Account),
        },
        Account = account,
        Program = programs.Of(snapshot, snapshot.LayersOf(user)),
        Facts = SessionFacts.OfUser(snapshot.Organization, user),
        UserId = user.UserId,
    };

    public static Identity OfRoot(Snapshot snapshot, Account account, PrincipalPrograms programs) => new()
    {
        Caller = new Caller
        {
            Kind = CallerKind.Root,
            Account = account.Id,
            Name = Arn.OfRoot(account.Id).Text,
            IsInManagementAccount = snapshot.IsManagement(account.Id),
        },
        Account = account,
        Program = programs.Of(snapshot, snapshot.RootLayersOf(account.Id)),
        Facts = SessionFacts.OfRoot(snapshot.Organization, account.Id),
        UserId = account.Id.ToString(),
    };
}
