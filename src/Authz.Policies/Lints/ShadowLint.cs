using Authz.Policies.Documents;

namespace Authz.Policies.Lints;

/// <summary>Statements that can never matter: said by another one already, or denied by another one always (section 5.2).</summary>
internal static class ShadowLint
{
    // each is compared with each: what people write has a few dozen
    private const int MaxStatements = 200;
    private const int MaxPatterns = 200;

    public static void Check(LintedPolicy policy)
    {
        LintedStatement[] statements = [.. policy.Statements.Where(static s => s.Actions.Count <= MaxPatterns && s.Resources.Count <= MaxPatterns)];
        if (statements.Length > MaxStatements) return;
        foreach (LintedStatement statement in statements)
        {
            // one finding for a statement: the reader looks at all of it anyway
            foreach (LintedStatement other in statements)
            {
                if (other != statement && Report(statement, other)) break;
            }
        }
    }

    private static bool Report(LintedStatement statement, LintedStatement other)
    {
        if (!StatementCover.Covers(other, statement)) return false;
        if (statement.Statement.Effect == other.Statement.Effect)
        {
            var isSame = StatementCover.Covers(statement, other);
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
