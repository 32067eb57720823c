using System.Collections.Immutable;
using Authz.Policies.Conditions;
using Authz.Policies.Patterns;

namespace Authz.Policies.Documents;

/// <summary>What a statement does when it matches.</summary>
public enum Effect
{
    /// <summary>Permits, unless something denies.</summary>
    Allow,

    /// <summary>Denies, whatever permits.</summary>
    Deny,
}

/// <summary>A statement of a policy. Immutable.</summary>
public sealed record Statement
{
    /// <summary>Index in the policy, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Byte offset of the statement in its text.</summary>
    public required int Offset { get; init; }

    /// <summary>The author's name for it; null when absent or empty.</summary>
    public string? Sid { get; init; }

    /// <summary>What it does.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Whom it names; null in policies that are attached to their principal.</summary>
    public PrincipalElement? Principals { get; init; }

    /// <summary>Whether <see cref="Actions"/> stand under <c>NotAction</c>.</summary>
    public bool IsNotAction { get; init; }

    /// <summary>The action patterns, at least one.</summary>
    public required ImmutableArray<ActionPattern> Actions { get; init; }

    /// <summary>Whether <see cref="Resources"/> stand under <c>NotResource</c>.</summary>
    public bool IsNotResource { get; init; }

    /// <summary>The resource patterns; empty when the element is absent: the resource that the policy is attached to.</summary>
    public ImmutableArray<ArnPattern> Resources { get; init; } = [];

    /// <summary>The conditions, all of which must hold (section 4.1).</summary>
    public ImmutableArray<Condition> Conditions { get; init; } = [];
}

/// <summary>One key under one operator of a statement's <c>Condition</c>.</summary>
/// <param name="Operator">The operator with prefix and suffix.</param>
/// <param name="Key">The context key.</param>
/// <param name="Values">The policy's values, at least one.</param>
public sealed record Condition(OperatorUse Operator, ConditionKey Key, ImmutableArray<ConditionValue> Values);
