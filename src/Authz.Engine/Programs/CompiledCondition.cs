using System.Collections.Frozen;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;

namespace Authz.Engine.Programs;

/// <summary>A condition, compiled: of the values just those of the operator's type are filled. Immutable.</summary>
internal sealed class CompiledCondition
{
    /// <summary>The condition as written, for whoever asks why.</summary>
    public required Condition Source { get; init; }

    public required ConditionType Type { get; init; }

    public required SetQuantifier Quantifier { get; init; }

    public required ConditionRelation Relation { get; init; }

    public required bool IsNegated { get; init; }

    public required ContextKey Key { get; init; }

    /// <summary>What it says when the key is missing (section 4.2).</summary>
    public required bool ResultWhenMissing { get; init; }

    /// <summary>String values that are literal, when they are few.</summary>
    public string[] Literals { get; init; } = [];

    /// <summary>String values that are literal, without case for <see cref="ConditionType.StringIgnoreCase"/>; null when they are few.</summary>
    public FrozenSet<string>? LiteralSet { get; init; }

    /// <summary>String values that are not literal.</summary>
    public TextPattern[] Patterns { get; init; } = [];

    public ResourcePattern[] Arns { get; init; } = [];

    /// <summary>The values of the other types: an array of <c>decimal</c>, <see cref="Instant"/>, <see cref="IpRange"/> or <c>byte[]</c>.</summary>
    public Array Operands { get; init; } = Array.Empty<byte[]>();

    /// <summary>The value of Bool and Null.</summary>
    public bool Flag { get; init; }
}
