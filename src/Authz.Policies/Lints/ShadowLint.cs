using Authz.Policies.Documents;

namespace Authz.Policies.Lints;

/// <summary>Statements that can never matter: said by another one already, or denied by another one always (section 5.2).</summary>
internal static class ShadowLint
{
    // each is compared with each: what people write has a few dozen
    private const int MaxStatements = 200;
    private const int MaxPatterns = 200;

    // some tenths of a second; a few dozen statements of some dozen patterns need a hundredth of it
    private const int MaxSteps = 20_000_000;

    public static void Check(LintedPolicy policy)
    {
        var budget = new ComparisonBudget(MaxSteps);
        StatementCover[] covers =
        [
            .. policy.Statements.Where(static s => s.Actions.Count <= MaxPatterns && s.Resources.Count <= MaxPatterns)
                .Select(s => new StatementCover(s, budget)),
        ];
        if (covers.Length > MaxStatements) return;
        foreach (StatementCover cover in covers)
        {
            // one finding for a statement: the reader looks at all of it anyway
            foreach (StatementCover other in covers)
            {
                if (other != cover && Report(cover, other)) break;
            }
        }
    }

    private static bool Report(StatementCover cover, StatementCover otherCover)
    {
        if (!otherCover.Covers(cover)) return false;
        (LintedStatement statement, LintedStatement other) = (cover.Linted, otherCover.Linted);
        if (statement.Statement.Effect == other.Statement.Effect)
        {
            var isSame = cover.Covers(otherCover);
            // of two that say the same, the first one stays
            if (isSame && other.Statement.Index > statement.Statement.Index) return false;
            statement.Report(isSame ? LintRules.DuplicateStatement : LintRules.Shadowed, statement.Node.Offset,
                isSame ? $"{statement.Name} says what {other.Name} says" : $"{other.Name} already says all that {statement.Name} says");
            return true;
        }

        if (!statement.IsAllow || other.Statement.Effect != Effect.Deny) return false;
        statement.Report(LintRules.AllowUnderDeny, statement.Node.Offset, $"{other.Name} denies all that {statement.Name} permits");
        return true;
    }
}
