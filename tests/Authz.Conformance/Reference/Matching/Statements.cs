using Authz.Conformance.Reference.Language;

namespace Authz.Conformance.Reference.Matching;

/// <summary>Action, resource and conditions of a statement. Principals are decided in <see cref="Evaluation"/>.</summary>
public static class Statements
{
    public static bool Match(Statement statement, Scenario scenario)
    {
        return MatchesAction(statement, scenario.Action)
            && MatchesResource(statement, scenario.Resource, scenario.Context)
            && Conditions.Hold(statement.Conditions, scenario.Context);
    }

    private static bool MatchesAction(Statement statement, string action)
    {
        return statement.Action is { } actions
            ? actions.Any(pattern => Glob.MatchesAction(pattern, action))
            : !statement.NotAction!.Any(pattern => Glob.MatchesAction(pattern, action));
    }

    /// <summary>W8: the reading that restricts. An entry with an unresolved variable matches nothing (V7).</summary>
    private static bool MatchesResource(Statement statement, string resource, RequestContext context)
    {
        if (statement.Resource is { } listed)
            return listed.Any(entry => Listed(entry, wide: !statement.Allows));
        return statement.NotResource is not { } excluded || !excluded.Any(entry => Listed(entry, wide: statement.Allows));

        bool Listed(Template entry, bool wide)
        {
            if (entry.Render(context) is not { } pattern)
                return false;
            return wide ? ArnText.MatchesWide(pattern, resource) : ArnText.MatchesNarrow(pattern, resource);
        }
    }
}
