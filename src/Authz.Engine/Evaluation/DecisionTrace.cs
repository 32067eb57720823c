using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>A decision with everything that bore on it, layer by layer: for a person who asks why. Immutable.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Explanation">The statements that decided and the keys that were missing.</param>
/// <param name="Layers">Every layer and level in the order in which denials are reported (D11); a layer without policies has one entry.</param>
public sealed record DecisionTrace(Decision Decision, Explanation Explanation, IReadOnlyList<LayerTrace> Layers)
{
    /// <summary>Decides a request as <see cref="Evaluator.Evaluate"/> does, with the same matching code, and tells all of it.</summary>
    public static DecisionTrace Of(in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource)
    {
        var path = new AskedLayers([]);
        Decision decision = Evaluator.Evaluate(request, principal, resource, ref path);
        if (request is { Caller: null } or { Context: null }) return new DecisionTrace(decision, Explanation.Empty, []);
        var records = new List<StatementRecord>();
        var trace = new RecordingTrace(records);
        var layers = new ApplicableLayers(request, principal, resource);
        LayerSearch.Survey(layers, request, ref trace);
        var writer = new LayerTraceWriter(request, records, path.Layers);
        Evaluator.Explain(request, principal, resource, out Explanation explanation);
        return new DecisionTrace(decision, explanation, writer.Write(layers, principal, resource));
    }
}

/// <summary>What one layer, or one level of control policies, says.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Level">For control policies the level, 0 for the organization's root; else 0.</param>
/// <param name="Status">What it says.</param>
/// <param name="IsNeeded">
/// Whether the decision asked if this layer allows. A layer behind the first one that blocked is not asked, nor one that a grant of the
/// resource's policy makes needless (section 5.4).
/// </param>
/// <param name="Naming">For the resource's policy how its matching Allow statements name the caller; else <see cref="Naming.None"/>.</param>
/// <param name="Statements">
/// The statements that matched, then at most <see cref="MaxMissed"/> that just missed: they name the action, and one of their elements
/// does not match. Each in the order of the policies.
/// </param>
/// <param name="OmittedCount">How many more just missed.</param>
public sealed record LayerTrace(
    PolicyLayer Layer, int Level, LayerStatus Status, bool IsNeeded, Naming Naming, IReadOnlyList<StatementTrace> Statements, int OmittedCount)
{
    /// <summary>How many statements that just missed are kept for each layer and level.</summary>
    public const int MaxMissed = 100;
}

/// <summary>How a statement that names the action fared.</summary>
/// <param name="Origin">The statement.</param>
/// <param name="Misses">What did not match; empty when the statement matched.</param>
/// <param name="Held">The conditions that hold.</param>
public sealed record StatementTrace(StatementOrigin Origin, IReadOnlyList<ElementTrace> Misses, IReadOnlyList<ElementTrace> Held)
{
    /// <summary>Whether the statement matched.</summary>
    public bool IsMatch => Misses.Count == 0;
}

/// <summary>An element of a statement and what the request had for it.</summary>
/// <param name="Element">The element.</param>
/// <param name="Name">As written: <c>Resource</c>, <c>NotPrincipal</c>, or the condition's operator with prefix and suffix.</param>
/// <param name="Key">The condition's key as written; null for other elements.</param>
/// <param name="Expected">The values as written.</param>
/// <param name="Actual">The request's values; empty when the context does not have the key.</param>
public sealed record ElementTrace(
    StatementElement Element, string Name, string? Key, IReadOnlyList<string> Expected, IReadOnlyList<string> Actual);
