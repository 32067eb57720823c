namespace Authz.Sidecar.Containers;

/// <summary>The role that a subject gets at the endpoint for container credentials.</summary>
/// <param name="Subject">The subject of its web identity token, or <see cref="Any"/>.</param>
/// <param name="RoleArn">ARN of the role.</param>
public sealed record SubjectRole(string Subject, string RoleArn)
{
    /// <summary>Stands for every subject that has no role of its own.</summary>
    public const string Any = "*";
}

/// <summary>Settings of the endpoint for container credentials.</summary>
public sealed class ContainerCredentialsOptions
{
    /// <summary>Who gets which role; empty: the endpoint is not offered.</summary>
    public IReadOnlyList<SubjectRole> Roles { get; init; } = [];

    /// <summary>How long sessions last; 15 minutes to 12 hours, and no longer than the role allows. Default: an hour.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The role of a subject; null when it has none.</summary>
    public string? RoleOf(string subject) =>
        (Roles.FirstOrDefault(r => r.Subject == subject) ?? Roles.FirstOrDefault(static r => r.Subject == SubjectRole.Any))?.RoleArn;
}
