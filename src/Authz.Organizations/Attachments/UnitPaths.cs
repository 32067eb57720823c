using Authz.Policies.Names;

namespace Authz.Organizations.Attachments;

/// <summary>Where in the tree each account is.</summary>
internal static class UnitPaths
{
    /// <summary>Each account with the units above it, root first.</summary>
    public static Dictionary<AccountId, IReadOnlyList<OrganizationalUnit>> Of(OrganizationalUnit root)
    {
        var paths = new Dictionary<AccountId, IReadOnlyList<OrganizationalUnit>>();
        Add(paths, [], root);
        return paths;
    }

    private static void Add(
        Dictionary<AccountId, IReadOnlyList<OrganizationalUnit>> paths, OrganizationalUnit[] above, OrganizationalUnit unit)
    {
        OrganizationalUnit[] path = [.. above, unit];
        foreach (AccountId account in unit.Accounts) paths.Add(account, path);
        foreach (OrganizationalUnit child in unit.OrganizationalUnits) Add(paths, path, child);
    }
}
