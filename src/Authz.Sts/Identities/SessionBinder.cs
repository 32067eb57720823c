using System.Diagnostics.CodeAnalysis;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Sessions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Identities;

/// <summary>Binds sessions to a snapshot, by unique id: who was deleted and made anew under the same name is somebody else.</summary>
internal static class SessionBinder
{
    /// <summary>A role's session; null when the role is gone.</summary>
    public static Identity? OfRole(Snapshot snapshot, SessionClaims claims, PrincipalPrograms programs)
    {
        Role? role = snapshot.Organization.FindRoleById(claims.RoleId!);
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
            Program = programs.Of(snapshot, snapshot.LayersOf(role), claims),
            Facts = SessionFacts.OfSession(snapshot.Organization, role, claims),
            UserId = $"{role.RoleId}:{claims.SessionName}",
            Role = role,
            Claims = claims,
        };
    }

    /// <summary>A session of GetSessionToken, which is its user or root; null when that, or the key that asked, is gone.</summary>
    public static Identity? OfCaller(Snapshot snapshot, SessionClaims claims, PrincipalPrograms programs) =>
        FindAsker(snapshot, claims, out Account? account, out User? user)
            ? new Identity
            {
                Caller = user is null ? IdentityBuilder.CallerOf(snapshot, account) : IdentityBuilder.CallerOf(snapshot, user),
                Account = account,
                Program = programs.Of(snapshot, LayersOf(snapshot, account, user), claims),
                Facts = UserSessionFacts.OfCaller(snapshot.Organization, account.Id, user, claims),
                UserId = user?.UserId ?? account.Id.ToString(),
                User = user,
                Claims = claims,
            }
            : null;

    /// <summary>A federated user; null when the user or root who called GetFederationToken, or the key that asked, is gone.</summary>
    public static Identity? OfFederatedUser(Snapshot snapshot, SessionClaims claims, PrincipalPrograms programs)
    {
        if (!FindAsker(snapshot, claims, out Account? account, out User? user)) return null;
        Caller asker = user is null ? IdentityBuilder.CallerOf(snapshot, account) : IdentityBuilder.CallerOf(snapshot, user);
        if (!Arn.TryParse($"arn:{asker.Partition}:sts::{account.Id}:federated-user/{claims.SessionName}", out Arn? name)) return null;
        return new Identity
        {
            Caller = asker with { Kind = CallerKind.FederatedUser, Name = name.Text, EntityArn = asker.Name },
            Account = account,
            Program = programs.Of(snapshot, user is null ? FederatedRoot.LayersOf(snapshot, account.Id) : snapshot.LayersOf(user), claims),
            Facts = UserSessionFacts.OfFederatedUser(snapshot.Organization, name, user, claims),
            UserId = $"{account.Id}:{claims.SessionName}",
            User = user,
            Claims = claims,
        };
    }

    // the session lives as long as who asked for it, and as the key they signed with (STS section 6.3)
    private static bool FindAsker(
        Snapshot snapshot, SessionClaims claims, [NotNullWhen(true)] out Account? account, out User? user)
    {
        user = null;
        account = null;
        AccessKeyOwner? owner = snapshot.Organization.FindAccessKey(claims.ParentKeyId!);
        if (owner is not { Key.IsActive: true } || owner.Account.Value != claims.AccountId || owner.User?.UserId != claims.UserId) return false;
        user = owner.User;
        account = snapshot.Organization.FindAccount(owner.Account);
        return account is not null;
    }

    private static PrincipalLayers LayersOf(Snapshot snapshot, Account account, User? user) =>
        user is null ? snapshot.RootLayersOf(account.Id) : snapshot.LayersOf(user);
}
