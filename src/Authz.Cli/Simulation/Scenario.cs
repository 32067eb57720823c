using System.Collections.Immutable;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Cli.Simulation;

/// <summary>One line of <c>authz simulate</c>, read and checked.</summary>
internal sealed record Scenario
{
    public required AuthorizationRequest Request { get; init; }

    public required ImmutableArray<PolicyDocument> IdentityPolicies { get; init; }

    /// <summary><c>default</c> when no boundary is in force; empty for a boundary that allows nothing.</summary>
    public required ImmutableArray<PolicyDocument> Boundary { get; init; }

    public required ImmutableArray<PolicyDocument> SessionPolicies { get; init; }

    /// <summary>Levels, root first; <c>default</c> when the account is in no organization.</summary>
    public required ImmutableArray<ImmutableArray<PolicyDocument>> ServiceControlPolicies { get; init; }

    public required ImmutableArray<ImmutableArray<PolicyDocument>> ResourceControlPolicies { get; init; }

    public required PolicyDocument? ResourcePolicy { get; init; }

    public required PolicyKind ResourcePolicyKind { get; init; }
}
