using System.Collections.Immutable;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Engine.Evaluation;

/// <summary>Writes what each layer says from the records of its statements.</summary>
internal sealed class LayerTraceWriter(
    AuthorizationRequest request, List<StatementRecord> records, List<(PolicyLayer Layer, int Level)> asked)
{
    public IReadOnlyList<LayerTrace> Write(in ApplicableLayers layers, PrincipalProgram principal, ResourceProgram resource)
    {
        var traces = new List<LayerTrace>();
        // RCPFullAWSAccess allows on every level (section 5.3)
        Add(traces, PolicyLayer.ResourceControl, resource.ResourceControl.Levels, layers.HasResourceControl, LayerStatus.Allows);
        Add(traces, PolicyLayer.ServiceControl, principal.Layers.ServiceControl, layers.HasServiceControl, LayerStatus.Silent);
        Naming naming = LayerSearch.FindNaming(resource, request);
        traces.Add(Trace(PolicyLayer.Resource, 0, resource.Policies.IsEmpty ? LayerStatus.Absent : LayerStatus.Silent, naming));
        Add(traces, PolicyLayer.Identity, principal.Layers.Identity, layers.Slots.Has(Slot.Identity));
        Add(traces, PolicyLayer.Boundary, principal.Layers.Boundary, layers.HasBoundary);
        Add(traces, PolicyLayer.Session, principal.Layers.Session, layers.HasSession);
        return traces;
    }

    private void Add(List<LayerTrace> traces, PolicyLayer layer, ImmutableArray<LayerProgram> levels, bool isApplied, LayerStatus otherwise)
    {
        if (levels.IsDefaultOrEmpty)
        {
            traces.Add(Trace(layer, 0, LayerStatus.Absent));
            return;
        }

        foreach (LayerProgram level in levels) traces.Add(Trace(layer, level.Level, isApplied ? otherwise : LayerStatus.Exempt));
    }

    private void Add(List<LayerTrace> traces, PolicyLayer layer, LayerProgram? program, bool isApplied)
    {
        LayerStatus unless = program is null ? LayerStatus.Absent : isApplied ? LayerStatus.Silent : LayerStatus.Exempt;
        traces.Add(Trace(layer, 0, unless));
    }

    private LayerTrace Trace(PolicyLayer layer, int level, LayerStatus unless, Naming naming = Naming.None)
    {
        StatementRecord[] own = [.. records.Where(r => r.Statement.Origin.Layer == layer && r.Statement.Origin.Level == level)
            .OrderBy(static r => r.Statement.Origin.PolicyIndex).ThenBy(static r => r.Statement.Origin.StatementIndex)];
        StatementTrace[] matched = [.. own.Where(static r => r.Misses.Count == 0).Select(Trace)];
        StatementRecord[] missed = [.. own.Where(static r => IsJustMissed(r))];
        LayerStatus status = matched switch
        {
            _ when Array.Exists(matched, static s => s.Origin.Effect == Effect.Deny) => LayerStatus.Denies,
            { Length: > 0 } => LayerStatus.Allows,
            _ => unless,
        };
        StatementTrace[] kept = [.. matched, .. missed.Take(LayerTrace.MaxMissed).Select(Trace)];
        return new LayerTrace(
            layer, level, status, asked.Contains((layer, level)), naming, kept, Math.Max(0, missed.Length - LayerTrace.MaxMissed));
    }

    // several conditions are one element
    private static bool IsJustMissed(StatementRecord record) =>
        record.Misses.Count > 0 && record.Misses.TrueForAll(m => m.Element == record.Misses[0].Element);

    private StatementTrace Trace(StatementRecord record) => new(
        record.Statement.Origin,
        [.. record.Misses.OrderBy(m => PlaceOf(record.Statement, m.Condition)).Select(m => Trace(record.Statement.Source, m.Element, m.Condition))],
        [.. record.Statement.Conditions.Where(c => !record.Misses.Exists(m => m.Condition == c)).OrderBy(c => PlaceOf(record.Statement, c))
            .Select(c => Trace(record.Statement.Source, StatementElement.Condition, c))]);

    // the author's order, not the one that is fastest
    private static int PlaceOf(CompiledStatement statement, CompiledCondition? condition) =>
        condition is null ? -1 : statement.Source.Conditions.IndexOf(condition.Source);

    private ElementTrace Trace(Statement statement, StatementElement element, CompiledCondition? condition) => element switch
    {
        StatementElement.Principal => new ElementTrace(
            element, statement.Principals!.IsNot ? "NotPrincipal" : "Principal", null, [.. statement.Principals.Principals.Select(static p => p.Text)],
            NamesOf(request.Caller)),
        StatementElement.Resource => new ElementTrace(
            element, statement.IsNotResource ? "NotResource" : "Resource", null, [.. statement.Resources.Select(static r => r.ToString())],
            [request.Resource.ToString()]),
        _ => new ElementTrace(
            element, condition!.Source.Operator.ToString(), condition.Key.Name, [.. condition.Source.Values.Select(static v => v.ToString())],
            ValuesOf(condition.Key)),
    };

    private string[] ValuesOf(ContextKey key)
    {
        if (!request.Context.TryGet(key, out ContextValue value)) return [];
        var texts = new string[value.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = value[i];
        return texts;
    }

    private static string[] NamesOf(Caller caller) =>
        [.. new[] { caller.Name, caller.EntityArn, caller.Account.Value }.OfType<string>().DefaultIfEmpty("anonymous")];
}
