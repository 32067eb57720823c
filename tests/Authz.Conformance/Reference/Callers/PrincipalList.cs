namespace Authz.Conformance.Reference.Callers;

/// <summary>The accepted content of Principal or NotPrincipal. CanonicalUser entries name no caller of a scenario and are not kept.</summary>
public sealed record PrincipalList
{
    public bool Everyone { get; init; }

    /// <summary>P2: account ids; those written as root ARN with their partition, <c>aws:111122223333</c>.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Users, roles, role sessions, federated users.</summary>
    public IReadOnlyList<string> Arns { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];
    public IReadOnlyList<string> Providers { get; init; } = [];
}
