using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Policies.Documents;

namespace Authz.Cli.Explaining;

/// <summary>What would turn a denial into an allow, as far as the layer that blocked can tell. Each is one sentence without final period.</summary>
internal static class Remedies
{
    private const int Most = 5;

    public static IReadOnlyList<string> Of(DecisionTrace trace)
    {
        Decision decision = trace.Decision;
        if (decision.IsAllowed) return [];
        LayerTrace? layer = trace.Layers.FirstOrDefault(l => l.Layer == decision.Layer && l.Level == decision.Level);
        if (layer is null) return [];
        return decision.Outcome == DecisionOutcome.ExplicitDeny ? OfDenials(layer) : OfSilence(layer);
    }

    private static List<string> OfDenials(LayerTrace layer) =>
    [
        .. layer.Statements.Where(static s => s.IsMatch && s.Origin.Effect == Effect.Deny).Take(Most).Select(static s => s.Held.Count == 0
            ? $"only a change of {TraceReport.NameOf(s.Origin)}: it denies without conditions"
            : $"a request for which not all conditions of {TraceReport.NameOf(s.Origin)} hold: {Conditions(s.Held)}"),
    ];

    private static List<string> OfSilence(LayerTrace layer)
    {
        string[] near = [.. layer.Statements.Where(static s => !s.IsMatch && s.Origin.Effect == Effect.Allow).Take(Most)
            .Select(static s => $"{TraceReport.NameOf(s.Origin)} would allow with {Conditions(s.Misses)}")];
        return near.Length > 0 ? [.. near]
            : [$"a statement that allows the action, in the {LayerText.Of(layer.Layer, layer.Level)}: none there names it and comes near"];
    }

    private static string Conditions(IReadOnlyList<ElementTrace> elements) => string.Join("; ", elements.Select(static e =>
        $"{(e.Key is null ? e.Name : $"{e.Name} {e.Key}")} {string.Join(" or ", e.Expected.Take(Most).Select(static v => $"`{v}`"))}"));
}
