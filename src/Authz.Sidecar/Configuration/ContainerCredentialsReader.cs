using Authz.Policies.Names;
using Authz.Sidecar.Containers;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:ContainerCredentials</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class ContainerCredentialsReader(SettingsSource source)
{
    private const string Between = "=arn:";

    /// <summary>Reads them.</summary>
    public ContainerCredentialsOptions Read() => new()
    {
        Roles = ReadRoles(),
        Duration = source.Read(Settings.ContainerDuration),
    };

    private List<SubjectRole> ReadRoles()
    {
        var roles = new List<SubjectRole>();
        // neither names of roles nor of service accounts hold spaces
        foreach (var entry in source.Text(Settings.ContainerRoles)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var at = entry.IndexOf(Between, StringComparison.Ordinal);
            if (at < 1 || !IsRole(entry[(at + 1)..]))
                source.Fault(Settings.ContainerRoles, $"has `{entry}`: write `system:serviceaccount:NAMESPACE:NAME=arn:aws:iam::ACCOUNT:role/NAME`, or `*=` and the role of all others, separated by spaces");
            else if (roles.Exists(r => r.Subject == entry[..at]))
                source.Fault(Settings.ContainerRoles, $"names `{entry[..at]}` twice: a subject has one role");
            else
                roles.Add(new SubjectRole(entry[..at], entry[(at + 1)..]));
        }

        return roles;
    }

    private static bool IsRole(string text) =>
        Arn.TryParse(text, out Arn? arn) && arn.Service == "iam" && arn.Resource.StartsWith("role/", StringComparison.Ordinal);
}
