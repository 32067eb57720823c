using Authz.Policies.Documents;

namespace Authz.Cli.Validation;

/// <summary>The names of policy kinds on the command line, and the folders that tell a kind.</summary>
internal static class PolicyKinds
{
    /// <summary>All names; the first is the default.</summary>
    public static readonly string[] Names =
        ["identity", "boundary", "session", "resource", "trust", "key", "service-control", "resource-control"];

    /// <summary>The kind of one of <see cref="Names"/>.</summary>
    public static PolicyKind Parse(string name) => name switch
    {
        "identity" => PolicyKind.Identity,
        "boundary" => PolicyKind.Boundary,
        "session" => PolicyKind.Session,
        "resource" => PolicyKind.Resource,
        "trust" => PolicyKind.Trust,
        "key" => PolicyKind.Key,
        "service-control" => PolicyKind.ServiceControl,
        "resource-control" => PolicyKind.ResourceControl,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such kind of policy"),
    };

    /// <summary>The kind that the folders of an organization tell; null for a file that lies elsewhere.</summary>
    public static PolicyKind? OfFolder(string path)
    {
        var folders = Path.GetFullPath(path).Split(Path.DirectorySeparatorChar);
        if (folders is not [.., "policies", var folder, _]) return null;
        return folder switch
        {
            "service-control" => PolicyKind.ServiceControl,
            "resource-control" => PolicyKind.ResourceControl,
            "managed" => PolicyKind.Identity,
            _ => null,
        };
    }
}
