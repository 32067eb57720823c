using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Actions that a catalogue does not have; silent without one.</summary>
internal static class ActionNameLint
{
    public static void Check(LintedStatement statement)
    {
        if (statement.Policy.Context.Actions is not { } catalogue) return;
        foreach ((ActionPattern action, JsonNode node) in statement.Statement.Actions.Zip(statement.Actions))
        {
            if (action.IsAny) continue;
            if (!action.HasServiceWildcard && !catalogue.HasService(action.Service))
            {
                statement.Report(LintRules.UnknownService, node.Offset,
                    $"the catalogue has no service `{action.Service}`{NearestName.Hint(NearestName.Find(action.Service, catalogue.Services))}");
            }
            else if (!NamesAny(action, catalogue))
            {
                var nearest = action.Template.HasWildcards ? null
                    : NearestName.Find(action.Template.Text, catalogue.ActionsOf(action.Service).Select(a => $"{action.Service}:{a}"));
                statement.Report(LintRules.UnknownAction, node.Offset, $"`{node.Text}` names no action of the catalogue{NearestName.Hint(nearest)}");
            }
        }
    }

    private static bool NamesAny(ActionPattern action, ActionCatalogue catalogue)
    {
        Glob glob = Glob.Of(action.Template);
        return (action.HasServiceWildcard ? catalogue.Services : [action.Service])
            .Any(service => catalogue.ActionsOf(service).Any(name => glob.Covers(Glob.OfLiteral($"{service}:{name}".ToLowerInvariant()))));
    }
}
