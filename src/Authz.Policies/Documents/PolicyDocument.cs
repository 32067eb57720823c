using System.Collections.Immutable;

namespace Authz.Policies.Documents;

/// <summary>A policy that was read and found without error. Immutable.</summary>
/// <param name="kind">What it is attached to.</param>
/// <param name="version"><c>2012-10-17</c> or <c>2008-10-17</c>; the latter also when absent (D1).</param>
/// <param name="statements">Its statements, at least one.</param>
public sealed class PolicyDocument(PolicyKind kind, string version, ImmutableArray<Statement> statements)
{
    /// <summary>The version that knows variables.</summary>
    public const string Version2012 = "2012-10-17";

    /// <summary>The version before it.</summary>
    public const string Version2008 = "2008-10-17";

    /// <summary>What it is attached to.</summary>
    public PolicyKind Kind { get; } = kind;

    /// <summary>Its language version.</summary>
    public string Version { get; } = version;

    /// <summary>Its statements in order.</summary>
    public ImmutableArray<Statement> Statements { get; } = statements;
}
