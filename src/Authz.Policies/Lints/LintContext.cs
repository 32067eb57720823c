using System.Collections.Immutable;
using Authz.Policies.Names;

namespace Authz.Policies.Lints;

/// <summary>What is known around a policy. What is not known makes lints silent, not guess.</summary>
public sealed record LintContext
{
    /// <summary>Nothing is known.</summary>
    public static LintContext None { get; } = new();

    /// <summary>The account that owns the policy; <c>default</c>: not known.</summary>
    public AccountId Account { get; init; }

    /// <summary>The accounts of the same organization; empty: not known.</summary>
    public ImmutableHashSet<AccountId> OrganizationAccounts { get; init; } = [];

    /// <summary>The actions that exist; null: not known.</summary>
    public ActionCatalogue? Actions { get; init; }

    /// <summary>Whether the accounts of the organization are known, so that any other account is somebody else's.</summary>
    internal bool KnowsOrganization => !OrganizationAccounts.IsEmpty;

    /// <summary>Whether an account is neither the policy's own nor known to be of its organization.</summary>
    internal bool IsOther(AccountId account) =>
        !Account.IsNone && !account.IsNone && account != Account && !OrganizationAccounts.Contains(account);
}
