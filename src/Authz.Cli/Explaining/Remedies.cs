using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Policies.Documents;

namespace Authz.Cli.Explaining;

/// <summary>
/// What would turn a denial into an allow, as far as the layers that block can tell: one sentence without final period for each. All layers
/// that deny must be satisfied; behind one that does not allow, others may wait that do not allow either.
/// </summary>
internal static class Remedies
{
    private const int Most = 5;

    public static IReadOnlyList<string> Of(DecisionTrace trace) => trace.Decision.Outcome switch
    {
        DecisionOutcome.Allowed => [],
        DecisionOutcome.ExplicitDeny => [.. trace.Layers.Where(static l => l.Status == LayerStatus.Denies).SelectMany(OfDenials)],
        _ => [.. trace.Layers.Where(l => l.Layer == trace.Decision.Layer && l.Level == trace.Decision.Level).SelectMany(OfSilence)],
    };

    private static IEnumerable<string> OfDenials(LayerTrace layer) =>
        layer.Statements.Where(static s => s.IsMatch && s.Origin.Effect == Effect.Deny).Take(Most).Select(s => s.Held.Count == 0
            ? $"{NameOf(layer)}: a change of {TraceReport.NameOf(s.Origin)}, which denies without conditions"
            : $"{NameOf(layer)}: a request for which not all of this holds in {TraceReport.NameOf(s.Origin)}: {Describe(s.Held)}");

    private static IEnumerable<string> OfSilence(LayerTrace layer) =>
        layer.Statements.Where(static s => !s.IsMatch && s.Origin.Effect == Effect.Allow).Take(Most)
            .Select(s => $"{NameOf(layer)}: {TraceReport.NameOf(s.Origin)} would allow if {Describe(s.Misses)}")
            .DefaultIfEmpty($"{NameOf(layer)}: a statement that allows the action; none there comes near");

    private static string NameOf(LayerTrace layer) => LayerText.NameOf(layer.Layer, layer.Level);

    private static string Describe(IReadOnlyList<ElementTrace> elements) => string.Join(" and ", elements.Select(static e =>
    {
        var values = string.Join(" or ", e.Expected.Take(Most).Select(static v => $"`{v}`")) + (e.Expected.Count > Most ? " or ..." : "");
        return e.Element switch
        {
            StatementElement.Resource => e.Name == "NotResource" ? $"the resource were none of {values}" : $"the resource were {values}",
            StatementElement.Principal => $"the caller were {values}",
            _ => $"{e.Name} {e.Key} {values}",
        };
    }));
}
