using Authz.Conformance.Reference.Callers;
using Authz.Conformance.Reference.Language;

namespace Authz.Conformance.Reference;

/// <summary>One accepted scenario. A null list means that the field is absent.</summary>
public sealed record Scenario
{
    public required Caller Caller { get; init; }
    public required string Action { get; init; }
    public required string Resource { get; init; }

    /// <summary>The owner of the resource; null when neither the scenario nor its names tell.</summary>
    public string? ResourceAccount { get; init; }

    public bool CallerInManagementAccount { get; init; }
    public bool ResourceInManagementAccount { get; init; }
    public required RequestContext Context { get; init; }
    public IReadOnlyList<Policy> Identity { get; init; } = [];
    public IReadOnlyList<Policy>? Boundary { get; init; }

    /// <summary>Null also for an empty array: no session policy is in force.</summary>
    public IReadOnlyList<Policy>? Session { get; init; }

    public IReadOnlyList<IReadOnlyList<Policy>> ServiceControl { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<Policy>> ResourceControl { get; init; } = [];
    public Policy? ResourcePolicy { get; init; }

    /// <summary>5.6: a role or a key must say yes itself, also within one account.</summary>
    public bool ResourceMustGrant { get; init; }
}
