using Authz.Policies.Names;
using Authz.Sidecar.Containers;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:ContainerCredentials</c>.</summary>
/// <param name="text">Reads a setting; null when it is not there.</param>
/// <param name="fault">Reports a fault of a setting.</param>
internal sealed class ContainerCredentialsReader(Func<string, string?> text, Action<string, string> fault)
{
    private const string Roles = "ContainerCredentials:Roles";
    private const string Duration = "ContainerCredentials:Duration";
    private const string Between = "=arn:";

    /// <summary>The settings there are.</summary>
    public static string[] Known { get; } = [Roles, Duration];

    /// <summary>Reads them.</summary>
    /// <param name="duration">Reads a duration between two others; null when it is not there.</param>
    public ContainerCredentialsOptions Read(Func<string, TimeSpan, TimeSpan, TimeSpan?> duration) => new()
    {
        Roles = ReadRoles(),
        Duration = duration(Duration, TimeSpan.FromMinutes(15), TimeSpan.FromHours(12)) ?? TimeSpan.FromHours(1),
    };

    private List<SubjectRole> ReadRoles()
    {
        var roles = new List<SubjectRole>();
        // neither names of roles nor of service accounts hold spaces
        foreach (var entry in text(Roles)?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var at = entry.IndexOf(Between, StringComparison.Ordinal);
            if (at < 1 || !IsRole(entry[(at + 1)..]))
                fault(Roles, $"has `{entry}`: write `system:serviceaccount:NAMESPACE:NAME=arn:aws:iam::ACCOUNT:role/NAME`, or `*=` and the role of all others, separated by spaces");
            else if (roles.Exists(r => r.Subject == entry[..at]))
                fault(Roles, $"names `{entry[..at]}` twice: a subject has one role");
            else
                roles.Add(new SubjectRole(entry[..at], entry[(at + 1)..]));
        }

        return roles;
    }

    private static bool IsRole(string text) =>
        Arn.TryParse(text, out Arn? arn) && arn.Service == "iam" && arn.Resource.StartsWith("role/", StringComparison.Ordinal);
}
