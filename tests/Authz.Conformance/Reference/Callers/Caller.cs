namespace Authz.Conformance.Reference.Callers;

public enum CallerKind
{
    Root,
    User,

    /// <summary>A role without a session: the scenario names the role itself.</summary>
    Role,
    RoleSession,
    FederatedUser,
    Service,
    ExternalIdentity,
    Anonymous,
}

/// <summary>Who calls.</summary>
public sealed record Caller
{
    public required CallerKind Kind { get; init; }

    /// <summary>The principal as the scenario writes it.</summary>
    public required string Name { get; init; }

    public string? Account { get; init; }
    public string? Partition { get; init; }

    /// <summary>The role's ARN with path of a session, the IAM user of a federated user; otherwise null.</summary>
    public string? Entity { get; init; }

    /// <summary>Users, roles and their sessions, federated users, the root user: those that have an account.</summary>
    public bool InAccount => Kind is not (CallerKind.Service or CallerKind.ExternalIdentity or CallerKind.Anonymous);

    /// <summary>5.7: the role's path decides, not its name.</summary>
    public bool ServiceLinked
    {
        get
        {
            var role = Kind == CallerKind.Role ? Name : Entity;
            return Kind is CallerKind.Role or CallerKind.RoleSession
                && PrincipalArn.TryRead(role!)!.Name.StartsWith("aws-service-role/", StringComparison.Ordinal);
        }
    }

    /// <summary>5.3: boundaries hold for users and roles, not for the root user and service-linked roles.</summary>
    public bool CanHaveBoundary => InAccount && Kind != CallerKind.Root && !ServiceLinked;

    /// <summary>5.3: session policies hold for role sessions and federated users.</summary>
    public bool CanHaveSessionPolicy => Kind is CallerKind.Role or CallerKind.RoleSession or CallerKind.FederatedUser;
}
