using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>A policy and the name under which it is reported.</summary>
/// <param name="Name">The policy's name or ARN; empty when it has none.</param>
/// <param name="Document">The policy.</param>
public readonly record struct PolicySource(string Name, PolicyDocument Document);

/// <summary>Compiles the policies of a layer. Everything that can be decided before a request is decided here.</summary>
public static class LayerCompiler
{
    /// <summary>Compiles policies that stand side by side: their statements are one set.</summary>
    /// <param name="layer">The layer they belong to.</param>
    /// <param name="policies">The policies, in the order in which they are reported.</param>
    /// <param name="level">For control policies the level, 0 for the organization's root, less than <see cref="ControlLevels.Max"/>.</param>
    /// <param name="parts">Parts to share with other layers; null: shared inside this layer only.</param>
    public static LayerProgram Compile(PolicyLayer layer, IEnumerable<PolicySource> policies, int level = 0, SharedParts? parts = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, ControlLevels.Max);
        parts ??= new SharedParts();
        var statements = new List<CompiledStatement>();
        var policyIndex = 0;
        foreach (PolicySource policy in policies)
        {
            foreach (Statement statement in policy.Document.Statements)
            {
                var origin = new StatementOrigin(layer, level, policy.Name, policyIndex, statement.Index, statement.Sid, statement.Effect);
                statements.Add(Compile(statement, origin, parts));
            }

            policyIndex++;
        }

        return new LayerProgram(layer, level, [.. statements]);
    }

    /// <summary>Compiles a pattern of resources for <c>ResourceMatcher.IsMatch</c>, narrow reading.</summary>
    public static ResourcePattern Compile(ArnPattern pattern) => new SharedParts().PatternOf(pattern, isWide: false);

    private static CompiledStatement Compile(Statement statement, StatementOrigin origin, SharedParts parts)
    {
        StatementParts shared = parts.PartsOf(statement);
        return new CompiledStatement
        {
            Origin = origin,
            Slot = Slot.Of(origin.Layer, origin.Level),
            Source = statement,
            Principals = statement.Principals,
            IsNotAction = statement.IsNotAction,
            Actions = shared.Actions,
            NamesEveryAction = shared.Actions.IsAny && !statement.IsNotAction,
            IsNotResource = statement.IsNotResource,
            Resources = shared.Resources,
            NamesEveryResource = shared.Resources.Length == 0 || (!statement.IsNotResource && Array.Exists(shared.Resources, static r => r.IsAny)),
            IsWide = StatementParts.IsWide(statement),
            Conditions = shared.Conditions,
        };
    }
}
