using Authz.Conformance.Reference.Callers;
using Authz.Conformance.Reference.Language;

namespace Authz.Conformance.Reference;

/// <summary>The policies of each layer that apply to the caller (5.3, 5.7 to 5.9).</summary>
public sealed record Layers
{
    public const string ResourceControlName = "resourceControl";
    public const string ServiceControlName = "serviceControl";
    public const string ResourceName = "resource";
    public const string IdentityName = "identity";
    public const string BoundaryName = "boundary";
    public const string SessionName = "session";

    public required IReadOnlyList<IReadOnlyList<Policy>> ResourceControl { get; init; }
    public required IReadOnlyList<IReadOnlyList<Policy>> ServiceControl { get; init; }
    public required IReadOnlyList<Policy> Resource { get; init; }
    public required IReadOnlyList<Policy> Identity { get; init; }

    /// <summary>Null: no boundary in force.</summary>
    public required IReadOnlyList<Policy>? Boundary { get; init; }

    /// <summary>Null: no limit by session policies; empty: they allow nothing.</summary>
    public required IReadOnlyList<Policy>? Session { get; init; }

    /// <summary>D11: the order in which explicit denies are reported.</summary>
    public IEnumerable<(string Name, IEnumerable<Policy> Policies)> InOrder =>
    [
        (ResourceControlName, ResourceControl.SelectMany(level => level)),
        (ServiceControlName, ServiceControl.SelectMany(level => level)),
        (ResourceName, Resource),
        (IdentityName, Identity),
        (BoundaryName, Boundary ?? []),
        (SessionName, Session ?? []),
    ];

    public static Layers Of(Scenario scenario)
    {
        var caller = scenario.Caller;
        var underServiceControl = caller.InAccount && !scenario.CallerInManagementAccount && !caller.ServiceLinked;
        var retiresGrant = scenario.Action.Equals("kms:RetireGrant", StringComparison.OrdinalIgnoreCase);
        var underResourceControl = !scenario.ResourceInManagementAccount && !caller.ServiceLinked && !retiresGrant;
        return new Layers
        {
            ResourceControl = underResourceControl ? scenario.ResourceControl : [],
            ServiceControl = underServiceControl ? scenario.ServiceControl : [],
            Resource = scenario.ResourcePolicy is { } policy ? [policy] : [],
            Identity = caller.InAccount && caller.Kind != CallerKind.Root ? scenario.Identity : [],
            Boundary = caller.CanHaveBoundary ? scenario.Boundary : null,
            Session = SessionOf(scenario),
        };
    }

    /// <summary>5.3: a federated user without session policy has one that allows nothing.</summary>
    private static IReadOnlyList<Policy>? SessionOf(Scenario scenario)
    {
        if (!scenario.Caller.CanHaveSessionPolicy)
            return null;
        return scenario.Session ?? (scenario.Caller.Kind == CallerKind.FederatedUser ? [] : null);
    }
}
