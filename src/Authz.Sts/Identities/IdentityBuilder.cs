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
        return owner.User is { } user
            ? OfUser(snapshot, account, user, programs, owner.Key.AccessKeyId)
            : OfRoot(snapshot, account, programs, owner.Key.AccessKeyId);
    }

    public static Identity OfUser(Snapshot snapshot, User user, PrincipalPrograms programs) =>
        OfUser(snapshot, snapshot.Organization.FindAccount(user.Account)!, user, programs);

    /// <summary>Binds a session; null when the role or user behind it is gone, or the key that asked for it.</summary>
    public static Identity? OfSession(Snapshot snapshot, SessionClaims claims, PrincipalPrograms programs) => claims.Kind switch
    {
        SessionKind.AssumedRole => SessionBinder.OfRole(snapshot, claims, programs),
        SessionKind.User or SessionKind.Root => SessionBinder.OfCaller(snapshot, claims, programs),
        SessionKind.FederatedUser => SessionBinder.OfFederatedUser(snapshot, claims, programs),
        _ => null,
    };

    private static Identity OfUser(Snapshot snapshot, Account account, User user, PrincipalPrograms programs, string? keyId = null) => new()
    {
        Caller = CallerOf(snapshot, user),
        Account = account,
        Program = programs.Of(snapshot, snapshot.LayersOf(user)),
        Facts = SessionFacts.OfUser(snapshot.Organization, user),
        UserId = user.UserId,
        User = user,
        AccessKeyId = keyId,
    };

    public static Identity OfRoot(Snapshot snapshot, Account account, PrincipalPrograms programs, string? keyId = null) => new()
    {
        Caller = CallerOf(snapshot, account),
        Account = account,
        Program = programs.Of(snapshot, snapshot.RootLayersOf(account.Id)),
        Facts = SessionFacts.OfRoot(snapshot.Organization, account.Id),
        UserId = account.Id.ToString(),
        AccessKeyId = keyId,
    };

    internal static Caller CallerOf(Snapshot snapshot, User user) => new()
    {
        Kind = CallerKind.User,
        Account = user.Account,
        Partition = user.Arn.Partition,
        Name = user.Arn.Text,
        UniqueId = user.UserId,
        IsInManagementAccount = snapshot.IsManagement(user.Account),
    };

    internal static Caller CallerOf(Snapshot snapshot, Account account) => new()
    {
        Kind = CallerKind.Root,
        Account = account.Id,
        Name = Arn.OfRoot(account.Id).Text,
        IsInManagementAccount = snapshot.IsManagement(account.Id),
    };
}
