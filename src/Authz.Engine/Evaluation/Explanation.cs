using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Engine.Evaluation;

/// <summary>Why a request was decided as it was.</summary>
/// <param name="MatchedStatements">
/// The statements that made the decision, layer by layer: the matching Deny statements of an explicit deny, the matching Allow statements
/// of an allow; none for an implicit deny.
/// </param>
/// <param name="MissingKeys">
/// The keys, in lower case and sorted, that conditions and variables of all applicable layers ask for and the context does not have.
/// Only statements that name the action count.
/// </param>
public sealed record Explanation(IReadOnlyList<StatementOrigin> MatchedStatements, IReadOnlyList<string> MissingKeys)
{
    /// <summary>
    /// The keys, in lower case and sorted, whose values are of another type than a Deny asks for that would match otherwise: an allow
    /// beside them is not to be trusted (section 4.6).
    /// </summary>
    public IReadOnlyList<string> UnreadableKeys { get; init; } = [];

    /// <summary>An explanation of nothing.</summary>
    public static Explanation Empty { get; } = new([], []);

    /// <summary>Explains a decision that <see cref="Evaluator.Evaluate"/> made on the same arguments, with the same matching code.</summary>
    public static Explanation Of(
        Decision decision, in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource)
    {
        if (request is { Caller: null } or { Context: null }) return Empty;
        var matched = new List<StatementOrigin>();
        var missing = new List<ContextKey>();
        var unreadable = new List<ContextKey>();
        var trace = new CollectingTrace(matched, missing, unreadable);
        LayerSearch.Survey(new ApplicableLayers(request, principal, resource), request, ref trace);
        Effect decisive = decision.IsAllowed ? Effect.Allow : Effect.Deny;
        return new Explanation(
            decision.Outcome == DecisionOutcome.ImplicitDeny ? [] : Sort(matched.Where(s => s.Effect == decisive)),
            NamesOf(missing))
        {
            UnreadableKeys = NamesOf(unreadable),
        };
    }

    // the index visits statements by kind of action; the author thinks in the order of the text
    private static List<StatementOrigin> Sort(IEnumerable<StatementOrigin> statements) =>
        [.. statements.OrderBy(static s => s.Layer).ThenBy(static s => s.Level).ThenBy(static s => s.PolicyIndex).ThenBy(static s => s.StatementIndex)];

    private static string[] NamesOf(List<ContextKey> keys) =>
        keys.Count == 0 ? [] : [.. keys.Select(static k => k.Folded).Distinct().Order(StringComparer.Ordinal)];
}
