namespace Authz.Sidecar.Administration;

/// <summary>ARNs for the permissions of the administration service.</summary>
internal static class ResourceNames
{
    /// <summary><c>arn:aws:authz:::kind/name</c>, of what belongs to no account.</summary>
    public static string Of(string kind, string name) => Of(kind, name, "");

    /// <summary><c>arn:aws:authz::account:kind/name</c>.</summary>
    public static string Of(string kind, string name, string account) => $"arn:aws:authz::{account}:{kind}/{name}";
}
