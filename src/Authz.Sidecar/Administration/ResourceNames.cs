namespace Authz.Sidecar.Administration;

/// <summary>ARNs of what belongs to no account, for the permissions of the administration service.</summary>
internal static class ResourceNames
{
    /// <summary><c>arn:aws:authz:::kind/name</c>.</summary>
    public static string Of(string kind, string name) => $"arn:aws:authz:::{kind}/{name}";
}
