using Authz.Engine.Decisions;
using Authz.Policies.Documents;

namespace Authz.Engine.Programs;

/// <summary>Where a compiled statement comes from, for whoever asks why.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Level">For control policies the level, 0 for the organization's root; else 0.</param>
/// <param name="Policy">The policy's name or ARN; empty when it has none.</param>
/// <param name="PolicyIndex">The policy's index in its layer and level, from 0.</param>
/// <param name="StatementIndex">The statement's index in its policy, from 0.</param>
/// <param name="Sid">The author's name for the statement; null when it has none.</param>
/// <param name="Effect">What the statement does.</param>
public sealed record StatementOrigin(
    PolicyLayer Layer, int Level, string Policy, int PolicyIndex, int StatementIndex, string? Sid, Effect Effect)
{
    /// <summary>Compares by the order in which statements are told: layer, level, policy, statement.</summary>
    internal static int CompareOrder(StatementOrigin one, StatementOrigin other)
    {
        if (one.Layer != other.Layer) return one.Layer < other.Layer ? -1 : 1;
        if (one.Level != other.Level) return one.Level - other.Level;
        if (one.PolicyIndex != other.PolicyIndex) return one.PolicyIndex - other.PolicyIndex;
        // resources that overlap have a first policy each
        var policies = ReferenceEquals(one.Policy, other.Policy) ? 0 : string.CompareOrdinal(one.Policy, other.Policy);
        return policies != 0 ? policies : one.StatementIndex - other.StatementIndex;
    }
}
