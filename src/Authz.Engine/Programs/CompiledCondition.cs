using System.Collections.Frozen;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;

namespace Authz.Engine.Programs;

/// <summary>A condition, compiled: of the arrays just the one of the operator's type is filled. Immutable.</summary>
internal sealed class CompiledCondition
{
    /// <summary>The condition as written, for whoever asks why.</summary>
    public required Condition Source { get; init; }

    public required OperatorUse Use { get; init; }

    public required ContextKey Key { get; init; }

    /// <summary>What it says when the key is missing (section 4.2).</summary>
    public required bool ResultWhenMissing { get; init; }

    /// <summary>String values that are literal, without case for <see cref="ConditionType.StringIgnoreCase"/>; null when there are none.</summary>
    public FrozenSet<string>? Literals { get; init; }

    /// <summary>String values that are not literal.</summary>
    public TextPattern[] Patterns { get; init; } = [];

    public ResourcePattern[] Arns { get; init; } = [];

    public decimal[] Numbers { get; init; } = [];

    public Instant[] Dates { get; init; } = [];

    public IpRange[] Ranges { get; init; } = [];

    public byte[][] Bytes { get; init; } = [];

    /// <summary>The value of Bool and Null.</summary>
    public bool Flag { get; init; }
}
