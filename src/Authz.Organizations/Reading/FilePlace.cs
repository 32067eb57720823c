using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>What a path of the documented layout holds.</summary>
internal enum FileSort
{
    /// <summary>Nothing by itself; another file may name it.</summary>
    None = 0,
    Readme,
    Organization,
    ServiceControlPolicy,
    ResourceControlPolicy,
    SharedPolicy,
    Account,
    Role,
    User,
    Provider,
    Resource,
    AccountPolicy,
}

/// <summary>A path, understood: what lies there, for which account, and its name without ending.</summary>
internal readonly record struct FilePlace(FileSort Sort, AccountId Account, string Name)
{
    private const string Ending = ".json";

    public static FilePlace Of(string path)
    {
        var parts = path.Split('/');
        var last = parts[^1];
        if (parts.Length == 1) return new FilePlace(SortOfRoot(last), default, last);
        if (last.Length <= Ending.Length || !last.EndsWith(Ending, StringComparison.Ordinal)) return default;
        var name = last[..^Ending.Length];
        if (parts is ["policies", var kind, _]) return new FilePlace(SortOfPolicy(kind), default, name);
        if (parts[0] != "accounts" || !AccountId.TryParse(parts[1], out AccountId account)) return default;
        return parts.Length switch
        {
            3 when name == "account" => new FilePlace(FileSort.Account, account, name),
            4 => new FilePlace(SortOfAccount(parts[2]), account, name),
            _ => default,
        };
    }

    private static FileSort SortOfRoot(string name) => name switch
    {
        "README.md" => FileSort.Readme,
        "organization.json" => FileSort.Organization,
        _ => FileSort.None,
    };

    private static FileSort SortOfPolicy(string folder) => folder switch
    {
        "service-control" => FileSort.ServiceControlPolicy,
        "resource-control" => FileSort.ResourceControlPolicy,
        "managed" => FileSort.SharedPolicy,
        _ => FileSort.None,
    };

    private static FileSort SortOfAccount(string folder) => folder switch
    {
        "roles" => FileSort.Role,
        "users" => FileSort.User,
        "providers" => FileSort.Provider,
        "resources" => FileSort.Resource,
        "policies" => FileSort.AccountPolicy,
        _ => FileSort.None,
    };
}
