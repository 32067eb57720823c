using Authz.Policies.Names;

namespace Authz.Organizations.Principals;

/// <summary>An access key and who signs with it: a user, or the root user of an account.</summary>
/// <param name="Account">The account the owner belongs to.</param>
/// <param name="User">The user; null for the account's root user.</param>
/// <param name="Key">The key; look at <see cref="AccessKey.IsActive"/> before trusting it.</param>
public sealed record AccessKeyOwner(AccountId Account, User? User, AccessKey Key)
{
    /// <summary>Whether the key is the account's root user's.</summary>
    public bool IsRoot => User is null;
}
