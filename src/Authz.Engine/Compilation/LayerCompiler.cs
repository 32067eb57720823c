using System.Collections.Frozen;
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
    /// <param name="level">For control policies the level, 0 for the organization's root.</param>
    public static LayerProgram Compile(PolicyLayer layer, IEnumerable<PolicySource> policies, int level = 0)
    {
        var denies = new IndexBuilder();
        var allows = new IndexBuilder();
        var policyIndex = 0;
        var count = 0;
        foreach (PolicySource policy in policies)
        {
            foreach (Statement statement in policy.Document.Statements)
            {
                var origin = new StatementOrigin(
                    layer, level, policy.Name, policyIndex, statement.Index, statement.Sid, statement.Effect);
                (statement.Effect == Effect.Deny ? denies : allows).Add(statement, Compile(statement, origin));
                count++;
            }

            policyIndex++;
        }

        return new LayerProgram(layer, level, denies.Build(), allows.Build(), count);
    }

    /// <summary>Compiles a pattern of resources for <c>ResourceMatcher.IsMatch</c>.</summary>
    public static ResourcePattern Compile(ArnPattern pattern) => PatternCompiler.Compile(pattern);

    private static CompiledStatement Compile(Statement statement, StatementOrigin origin) => new()
    {
        Origin = origin,
        Source = statement,
        Principals = statement.Principals,
        IsNotAction = statement.IsNotAction,
        Actions = [.. statement.Actions.Select(static a => PatternCompiler.Compile(a.Template))],
        IsNotResource = statement.IsNotResource,
        Resources = [.. statement.Resources.Select(PatternCompiler.Compile)],
        IsWide = statement.Effect == Effect.Deny != statement.IsNotResource,
        Conditions = [.. statement.Conditions.Select(ConditionCompiler.Compile)],
    };

    private sealed class IndexBuilder
    {
        private readonly Dictionary<string, List<CompiledStatement>> _byAction = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, List<CompiledStatement>> _byService = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<CompiledStatement> _general = [];

        public void Add(Statement statement, CompiledStatement compiled)
        {
            if (statement.IsNotAction || statement.Actions.Any(static a => a.HasServiceWildcard))
            {
                _general.Add(compiled);
                return;
            }

            HashSet<string> services = [.. statement.Actions.Where(static a => a.Template.HasWildcards).Select(static a => a.Service)];
            foreach (var service in services) Add(_byService, service, compiled);
            foreach (var action in statement.Actions.Where(a => !services.Contains(a.Service)).Select(static a => a.Template.Text).Distinct())
                Add(_byAction, action, compiled);
        }

        public StatementIndex Build() => new(Freeze(_byAction), Freeze(_byService), [.. _general]);

        private static void Add(Dictionary<string, List<CompiledStatement>> lists, string key, CompiledStatement statement)
        {
            if (!lists.TryGetValue(key, out List<CompiledStatement>? list)) lists[key] = list = [];
            list.Add(statement);
        }

        private static FrozenDictionary<string, CompiledStatement[]> Freeze(Dictionary<string, List<CompiledStatement>> lists) =>
            lists.ToFrozenDictionary(static p => p.Key, static p => p.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
    }
}
