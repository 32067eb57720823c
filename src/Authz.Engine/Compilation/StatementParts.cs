using Authz.Engine.Programs;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>What a statement consists of, wherever it stands.</summary>
internal sealed record StatementParts(ActionSet Actions, ResourcePattern[] Resources, CompiledCondition[] Conditions)
{
    // a few patterns are tried faster than a table
    private const int FewPatterns = 4;

    public static StatementParts Compile(Statement statement, SharedParts parts)
    {
        var isWide = IsWide(statement);
        var resources = new ResourcePattern[statement.Resources.Length];
        for (var i = 0; i < resources.Length; i++) resources[i] = parts.PatternOf(statement.Resources[i], isWide);
        var conditions = new CompiledCondition[statement.Conditions.Length];
        for (var i = 0; i < conditions.Length; i++) conditions[i] = parts.ConditionOf(statement.Conditions[i]);
        // all of them must hold, whatever the order
        if (conditions.Length > 1) conditions = [.. conditions.OrderBy(ConditionCompiler.CostOf)];
        return new StatementParts(CompileActions(statement, parts), resources, parts.Share(conditions));
    }

    public static bool IsWide(Statement statement) => statement.Effect == Effect.Deny != statement.IsNotResource;

    private static ActionSet CompileActions(Statement statement, SharedParts parts)
    {
        ReadOnlySpan<ActionPattern> actions = statement.Actions.AsSpan();
        if (!statement.IsNotAction && !HasWildcards(actions)) return ActionSet.ByIndex;
        var single = new List<TextPattern>();
        Dictionary<string, List<TextPattern>>? byService = actions.Length > FewPatterns ? [] : null;
        foreach (ActionPattern action in actions)
        {
            if (action.IsAny) return ActionSet.Any;
            TextPattern pattern = parts.PatternOf(action.Template);
            if (byService is null || action.HasServiceWildcard)
            {
                single.Add(pattern);
                continue;
            }

            if (!byService.TryGetValue(action.Service, out List<TextPattern>? patterns)) byService[action.Service] = patterns = [];
            patterns.Add(pattern);
        }

        return new ActionSet
        {
            Patterns = [.. single],
            ByService = byService is null ? null : new CaselessTable<TextPattern[]>(
                [.. byService.Select(static p => KeyValuePair.Create(p.Key, p.Value.ToArray()))]),
        };
    }

    private static bool HasWildcards(ReadOnlySpan<ActionPattern> actions)
    {
        foreach (ActionPattern action in actions)
        {
            if (action.HasWildcards) return true;
        }

        return false;
    }
}
