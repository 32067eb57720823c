using System.Collections.Immutable;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Whether one statement matches all requests that another one matches. A yes is always right, a no may miss something.</summary>
internal static class StatementCover
{
    public static bool Covers(LintedStatement broad, LintedStatement narrow) =>
        CoversActions(broad, narrow) && CoversResources(broad.Statement, narrow.Statement)
        && CoversPrincipals(broad.Statement.Principals, narrow.Statement.Principals)
        && broad.Conditions.All(condition => narrow.Conditions.Any(other => IsImplied(condition, other)));

    private static bool CoversActions(LintedStatement broad, LintedStatement narrow)
    {
        if (!broad.Statement.IsNotAction && broad.Statement.Actions.Any(static a => a.IsAny)) return true;
        if (broad.Statement.IsNotAction != narrow.Statement.IsNotAction) return false;
        return broad.Statement.IsNotAction ? CoverEach(narrow, broad) : CoverEach(broad, narrow);
    }

    private static bool CoverEach(LintedStatement broad, LintedStatement narrow) =>
        Array.TrueForAll(narrow.ActionGlobs, n => Array.Exists(broad.ActionGlobs, b => b.Covers(n)));

    private static bool CoversResources(Statement broad, Statement narrow)
    {
        if (!broad.IsNotResource && broad.Resources.Any(static r => r.IsAny)) return true;
        if (broad.Resources.IsEmpty || narrow.Resources.IsEmpty) return broad.Resources.IsEmpty && narrow.Resources.IsEmpty;
        if (broad.IsNotResource != narrow.IsNotResource) return false;
        (ImmutableArray<ArnPattern> wide, ImmutableArray<ArnPattern> inner) =
            broad.IsNotResource ? (narrow.Resources, broad.Resources) : (broad.Resources, narrow.Resources);
        return inner.All(i => wide.Any(w => PatternCover.Covers(w, i)));
    }

    // how a principal is named decides what else must allow (section 5.4): only the same principal, or everybody, covers one
    private static bool CoversPrincipals(PrincipalElement? broad, PrincipalElement? narrow)
    {
        if (broad is null || narrow is null) return broad is null && narrow is null;
        if (broad.IsNot || narrow.IsNot)
            return broad.IsNot && narrow.IsNot && broad.Principals.ToHashSet().SetEquals(narrow.Principals);
        var everyone = broad.Principals.Any(static p => p.Form == PrincipalForm.Everyone);
        return narrow.Principals.All(p => broad.Principals.Contains(p)
            || (everyone && p.Form is PrincipalForm.Account or PrincipalForm.Arn or PrincipalForm.UniqueId));
    }

    // the same operator on the same key, and values that let through no less
    private static bool IsImplied(LintedCondition condition, LintedCondition other)
    {
        if (condition.Use != other.Use || condition.Key.Folded != other.Key.Folded) return false;
        IEnumerable<string> mine = condition.Values.Select(static v => v.Text), its = other.Values.Select(static v => v.Text);
        if (condition.Type == ConditionType.Null || condition.Use.Operator.Relation != ConditionRelation.Matches)
            return mine.SequenceEqual(its, StringComparer.Ordinal);
        return condition.Use.Operator.IsNegated ? !mine.Except(its, StringComparer.Ordinal).Any() : !its.Except(mine, StringComparer.Ordinal).Any();
    }
}
