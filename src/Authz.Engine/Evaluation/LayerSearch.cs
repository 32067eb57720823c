using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>Searches a layer for statements that match a request.</summary>
internal static class LayerSearch
{
    /// <summary>Whether a Deny of the layer matches; false for no layer.</summary>
    public static bool Denies(LayerProgram? layer, in AuthorizationRequest request, bool hasBoundary) =>
        layer is not null && Best(layer.Denies, request, hasBoundary, Naming.Account) != Naming.None;

    /// <summary>Whether an Allow of the layer matches; false for no layer.</summary>
    public static bool Allows(LayerProgram? layer, in AuthorizationRequest request) =>
        layer is not null && Best(layer.Allows, request, hasBoundary: false, Naming.Account) != Naming.None;

    /// <summary>How the matching Allow statements of the resource's policies name the caller, the best of them.</summary>
    public static Naming Grants(ReadOnlySpan<LayerProgram> policies, in AuthorizationRequest request)
    {
        var best = Naming.None;
        foreach (LayerProgram policy in policies)
        {
            Naming naming = Best(policy.Allows, request, hasBoundary: false, Naming.Direct);
            if (naming > best) best = naming;
        }

        return best;
    }

    /// <summary>Looks at every statement of all layers that can name the action, and tells the trace what it finds.</summary>
    public static void Survey<TTrace>(in ApplicableLayers layers, in AuthorizationRequest request, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var hasBoundary = layers.Boundary is not null;
        foreach (LayerProgram level in layers.ResourceControl) Survey(level, request, hasBoundary, ref trace);
        foreach (LayerProgram level in layers.ServiceControl) Survey(level, request, hasBoundary, ref trace);
        foreach (LayerProgram policy in layers.Resource) Survey(policy, request, hasBoundary, ref trace);
        Survey(layers.Identity, request, hasBoundary, ref trace);
        Survey(layers.Boundary, request, hasBoundary, ref trace);
        Survey(layers.Session, request, hasBoundary, ref trace);
    }

    private static void Survey<TTrace>(LayerProgram? layer, in AuthorizationRequest request, bool hasBoundary, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (layer is null) return;
        // a naming that none reaches: the search goes on to the end
        const Naming Never = Naming.Direct + 1;
        Best(layer.Denies, request, hasBoundary, Never, ref trace);
        Best(layer.Allows, request, hasBoundary, Never, ref trace);
    }

    private static Naming Best(StatementIndex index, in AuthorizationRequest request, bool hasBoundary, Naming enough)
    {
        var trace = default(NoTrace);
        return Best(index, request, hasBoundary, enough, ref trace);
    }

    private static Naming Best<TTrace>(
        StatementIndex index, in AuthorizationRequest request, bool hasBoundary, Naming enough, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var best = Naming.None;
        if (request.Action.Text is { } action)
        {
            if (index.ByAction.TryGetValue(action, out CompiledStatement[]? named))
                best = Best(named, request, hasBoundary, enough, best, ref trace);
            if (best < enough && index.ByService.TryGetValue(request.Action.Service, out named))
                best = Best(named, request, hasBoundary, enough, best, ref trace);
        }

        return best < enough ? Best(index.General, request, hasBoundary, enough, best, ref trace) : best;
    }

    private static Naming Best<TTrace>(
        CompiledStatement[] statements, in AuthorizationRequest request, bool hasBoundary, Naming enough, Naming best, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        foreach (CompiledStatement statement in statements)
        {
            if (!StatementMatcher.IsMatch(statement, request, hasBoundary, out Naming naming, ref trace) || naming <= best) continue;
            best = naming;
            if (best >= enough) break;
        }

        return best;
    }
}
