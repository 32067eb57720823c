using System.Collections.Frozen;
using Authz.Organizations.Accounts;
using Authz.Organizations.Attachments;
using Authz.Organizations.Principals;
using Authz.Organizations.Regions;
using Authz.Policies.Names;

namespace Authz.Organizations;

/// <summary>
/// An organization as it was loaded: accounts, the units they are in, and what they own. Immutable and thread-safe. Names,
/// ids and ARNs compare ordinally; a lookup that finds nothing gives null.
/// </summary>
public sealed class Organization
{
    private readonly FrozenDictionary<AccountId, Account> _accounts;
    private readonly FrozenDictionary<AccountId, IReadOnlyList<OrganizationalUnit>> _paths;
    private readonly FrozenDictionary<string, Role> _rolesByArn;
    private readonly FrozenDictionary<string, Role> _rolesById;
    private readonly FrozenDictionary<string, User> _usersByArn;
    private readonly FrozenDictionary<string, User> _usersById;
    private readonly FrozenDictionary<string, AccessKeyOwner> _accessKeys;

    internal Organization(OrganizationParts parts)
    {
        (Id, ManagementAccountId, Root, Accounts) = (parts.Id, parts.ManagementAccountId, parts.Root, parts.Accounts);
        (SharedPolicies, Regions) = (parts.SharedPolicies, parts.Regions);
        _accounts = Accounts.ToFrozenDictionary(account => account.Id);
        _paths = UnitPaths.Of(Root).ToFrozenDictionary();
        _rolesByArn = Roles.ToFrozenDictionary(role => role.Arn.Text, StringComparer.Ordinal);
        _rolesById = Roles.ToFrozenDictionary(role => role.RoleId, StringComparer.Ordinal);
        _usersByArn = Users.ToFrozenDictionary(user => user.Arn.Text, StringComparer.Ordinal);
        _usersById = Users.ToFrozenDictionary(user => user.UserId, StringComparer.Ordinal);
        _accessKeys = Keys().ToFrozenDictionary(owner => owner.Key.AccessKeyId, StringComparer.Ordinal);
    }

    /// <summary><c>o-...</c>.</summary>
    public string Id { get; }

    /// <summary>The account to which no SCP and no RCP applies.</summary>
    public AccountId ManagementAccountId { get; }

    /// <summary>The root of the tree of units.</summary>
    public OrganizationalUnit Root { get; }

    /// <summary>The regions there are.</summary>
    public RegionCatalogue Regions { get; }

    /// <summary>All accounts, by id.</summary>
    public IReadOnlyList<Account> Accounts { get; }

    /// <summary>Managed policies of every account, under the ARNs <c>arn:aws:iam::aws:policy/name</c>.</summary>
    public IReadOnlyList<NamedPolicy> SharedPolicies { get; }

    /// <summary>All roles, by account and file.</summary>
    public IEnumerable<Role> Roles => Accounts.SelectMany(account => account.Roles);

    /// <summary>All users, by account and file.</summary>
    public IEnumerable<User> Users => Accounts.SelectMany(account => account.Users);

    /// <summary>The account, or null when it is not of this organization.</summary>
    public Account? FindAccount(AccountId id) => _accounts.GetValueOrDefault(id);

    /// <summary>The role with that ARN, path included.</summary>
    public Role? FindRole(string arn) => _rolesByArn.GetValueOrDefault(arn);

    /// <summary>The role with that id (<c>AROA...</c>).</summary>
    public Role? FindRoleById(string roleId) => _rolesById.GetValueOrDefault(roleId);

    /// <summary>The user with that ARN, path included.</summary>
    public User? FindUser(string arn) => _usersByArn.GetValueOrDefault(arn);

    /// <summary>The user with that id (<c>AIDA...</c>).</summary>
    public User? FindUserById(string userId) => _usersById.GetValueOrDefault(userId);

    /// <summary>The long-term access key and its owner, active or not.</summary>
    public AccessKeyOwner? FindAccessKey(string accessKeyId) => _accessKeys.GetValueOrDefault(accessKeyId);

    /// <summary>
    /// The managed policy with that ARN: <c>arn:aws:iam::account:policy/name</c> is the account's own, else the shared one of that
    /// name; <c>arn:aws:iam::aws:policy/name</c> is the shared one. It was read as an identity policy.
    /// </summary>
    public NamedPolicy? FindManagedPolicy(string arn)
    {
        if (!Arn.TryParse(arn, out Arn? parsed) || parsed is not { Partition: "aws", Service: "iam", Region: "" }) return null;
        if (parsed.After("policy/") is not { } name) return null;
        Account? account = FindAccount(parsed.AccountId);
        if (account is null && parsed.Account != "aws") return null;
        NamedPolicy? policy = account?.Policies.FirstOrDefault(one => one.Name == name)
            ?? SharedPolicies.FirstOrDefault(one => one.Name == name);
        return policy is null ? null : policy with { Arn = arn };
    }

    /// <summary>The root, then the units down to the one the account is in.</summary>
    /// <exception cref="KeyNotFoundException">The account is not of this organization; ask <see cref="FindAccount"/> first.</exception>
    public IReadOnlyList<OrganizationalUnit> PathOf(AccountId account) => _paths[account];

    /// <summary><c>o-.../r-.../ou-.../</c>, as in <c>aws:PrincipalOrgPaths</c>.</summary>
    /// <exception cref="KeyNotFoundException">The account is not of this organization.</exception>
    public string OrgPath(AccountId account) => $"{Id}/{string.Concat(PathOf(account).Select(unit => $"{unit.Id}/"))}";

    /// <summary>
    /// The SCPs of every level, root first, the account's own last. An empty level allows nothing. They are listed for the
    /// management account too, to which none applies.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The account is not of this organization.</exception>
    public IReadOnlyList<IReadOnlyList<NamedPolicy>> ServiceControlLevels(AccountId account) =>
        [.. PathOf(account).Select(unit => unit.ServiceControlPolicies), _accounts[account].ServiceControlPolicies];

    /// <summary>
    /// The RCPs of every level, root first, the account's own last, without RCPFullAWSAccess, which every level has. They are
    /// listed for the management account too, to which none applies.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The account is not of this organization.</exception>
    public IReadOnlyList<IReadOnlyList<NamedPolicy>> ResourceControlLevels(AccountId account) =>
        [.. PathOf(account).Select(unit => unit.ResourceControlPolicies), _accounts[account].ResourceControlPolicies];

    private IEnumerable<AccessKeyOwner> Keys() => Accounts.SelectMany(account => account.Users
        .SelectMany(user => user.AccessKeys.Select(key => new AccessKeyOwner(account.Id, user, key)))
        .Concat(account.RootAccessKeys.Select(key => new AccessKeyOwner(account.Id, null, key))));
}
