using Authz.Engine.Programs;

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

    /// <summary>
    /// Whether the request's values cost too much against patterns with several wildcards: not every pattern was looked at, and nothing is allowed.
    /// </summary>
    public bool IsOverBudget { get; init; }

    /// <summary>An explanation of nothing.</summary>
    public static Explanation Empty { get; } = new([], []);
}
