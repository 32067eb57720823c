using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>Goes through statements that can name the action of a request.</summary>
internal static class Statements
{
    /// <summary>Goes through the Deny statements until the goal is reached.</summary>
    public static void Denies<TGoal, TTrace>(
        in ReachedStatements reached, in AuthorizationRequest request, bool hasBoundary, ref TGoal goal, ref TTrace trace)
        where TGoal : struct, ISearchGoal
        where TTrace : struct, ITrace
    {
        if (reached.View is { } view) Search(view.Denies, request, isNamed: true, hasBoundary, ref goal, ref trace);
        if (reached.Named is { } named) Search(named.Denies, request, isNamed: true, hasBoundary, ref goal, ref trace);
        if (reached.OfService is { } service) Search(service.Denies, request, isNamed: false, hasBoundary, ref goal, ref trace);
        if (reached.General is { } general) Search(general.Denies, request, isNamed: false, hasBoundary, ref goal, ref trace);
    }

    /// <summary>Goes through the Allow statements until the goal is reached.</summary>
    public static void Allows<TGoal, TTrace>(in ReachedStatements reached, in AuthorizationRequest request, ref TGoal goal, ref TTrace trace)
        where TGoal : struct, ISearchGoal
        where TTrace : struct, ITrace
    {
        if (reached.View is { } view) Search(view.Allows, request, isNamed: true, hasBoundary: false, ref goal, ref trace);
        if (reached.Named is { } named) Search(named.Allows, request, isNamed: true, hasBoundary: false, ref goal, ref trace);
        if (reached.OfService is { } service) Search(service.Allows, request, isNamed: false, hasBoundary: false, ref goal, ref trace);
        if (reached.General is { } general) Search(general.Allows, request, isNamed: false, hasBoundary: false, ref goal, ref trace);
    }

    private static void Search<TGoal, TTrace>(
        in StatementList list, in AuthorizationRequest request, bool isNamed, bool hasBoundary, ref TGoal goal, ref TTrace trace)
        where TGoal : struct, ISearchGoal
        where TTrace : struct, ITrace
    {
        if (list.Tree is not { } tree || TTrace.IsWhole)
        {
            Search(list.All, request, isNamed, hasBoundary, ref goal, ref trace);
            return;
        }

        Search(tree.Rest, request, isNamed, hasBoundary, ref goal, ref trace);
        // only ARNs have beginnings
        if (request.Resource.IsArn)
        {
            ReadOnlySpan<char> text = request.Resource.Field(ResourceMatcher.LastField);
            if (tree.Crossing.Length > 0 && text.Contains(':')) Search(tree.Crossing, request, isNamed, hasBoundary, ref goal, ref trace);
            for (ResourceNode? node = tree.Root.Next(text); node is not null && !goal.IsReached; node = node.Next(text))
            {
                Search(node.Statements, request, isNamed, hasBoundary, ref goal, ref trace);
                text = text[node.Label.Length..];
            }
        }

        // a variable without value is told, wherever its statement stands
        if (TTrace.IsOn) Search(tree.WithVariables, request, isNamed, hasBoundary, ref goal, ref trace);
    }

    private static void Search<TGoal, TTrace>(
        CompiledStatement[] statements, in AuthorizationRequest request, bool isNamed, bool hasBoundary, ref TGoal goal, ref TTrace trace)
        where TGoal : struct, ISearchGoal
        where TTrace : struct, ITrace
    {
        foreach (CompiledStatement statement in statements)
        {
            if (goal.IsReached) return;
            if (!goal.Wants(statement) || (!isNamed && !ActionMatcher.Names(statement, request.Action))) continue;
            if (StatementMatcher.IsMatch(statement, request, hasBoundary, out var naming, ref trace)) goal.Take(statement, naming);
        }
    }
}
