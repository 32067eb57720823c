using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Names;

namespace Authz.Engine.Evaluation;

/// <summary>Decides whether statements name an action (W4).</summary>
internal static class ActionMatcher
{
    /// <summary>Whether the statement's <c>Action</c> names the action, or its <c>NotAction</c> does not spare it. No action is named by none and spared by none.</summary>
    public static bool Names(CompiledStatement statement, in ActionName action) =>
        action.Text is null ? statement.IsNotAction : statement.NamesEveryAction || Contains(statement.Actions, action) != statement.IsNotAction;

    private static bool Contains(ActionSet set, in ActionName action)
    {
        if (set.IsAny) return true;
        ReadOnlySpan<char> text = action.Text;
        if (set.ByService?.Find(action.Service, action.ServiceHash) is { } patterns && ContainsAny(patterns, text)) return true;
        return ContainsAny(set.Patterns, text);
    }

    private static bool ContainsAny(TextPattern[] patterns, ReadOnlySpan<char> text)
    {
        foreach (TextPattern pattern in patterns)
        {
            if (GlobMatcher.IsMatchWithoutCase(pattern, text, RequestContext.Empty)) return true;
        }

        return false;
    }
}
