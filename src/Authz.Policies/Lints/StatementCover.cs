using Authz.Policies.Conditions;
using Authz.Policies.Documents;

namespace Authz.Policies.Lints;

/// <summary>Whether one statement matches all requests that another one matches. A yes is always right, a no may miss something.</summary>
/// <param name="linted">The statement.</param>
/// <param name="budget">Bounds all comparisons of one policy.</param>
internal sealed class StatementCover(LintedStatement linted, ComparisonBudget budget)
{
    public LintedStatement Linted { get; } = linted;

    private Statement Statement => Linted.Statement;

    private ArnGlob[] Resources => field ??= [.. Statement.Resources.Select(static r => new ArnGlob(r))];

    public bool Covers(StatementCover narrow) =>
        budget.Take() && CoversActions(narrow) && CoversResources(narrow)
        && CoversPrincipals(Statement.Principals, narrow.Statement.Principals)
        && Linted.Conditions.All(condition => narrow.Linted.Conditions.Any(other => IsImplied(condition, other)));

    private bool CoversActions(StatementCover narrow)
    {
        if (!Statement.IsNotAction && Statement.Actions.Any(static a => a.IsAny)) return true;
        if (Statement.IsNotAction != narrow.Statement.IsNotAction) return false;
        (Glob[] wide, Glob[] inner) = Statement.IsNotAction
            ? (narrow.Linted.ActionGlobs, Linted.ActionGlobs) : (Linted.ActionGlobs, narrow.Linted.ActionGlobs);
        return Array.TrueForAll(inner, i => Array.Exists(wide, w => w.Covers(i, budget)));
    }

    private bool CoversResources(StatementCover narrow)
    {
        if (!Statement.IsNotResource && Statement.Resources.Any(static r => r.IsAny)) return true;
        if (Resources.Length == 0 || narrow.Resources.Length == 0) return Resources.Length == 0 && narrow.Resources.Length == 0;
        if (Statement.IsNotResource != narrow.Statement.IsNotResource) return false;
        (ArnGlob[] wide, ArnGlob[] inner) = Statement.IsNotResource ? (narrow.Resources, Resources) : (Resources, narrow.Resources);
        return Array.TrueForAll(inner, i => Array.Exists(wide, w => PatternCover.Covers(w, i, budget)));
    }

    // how a principal is named decides what else must allow (section 5.4): only the same principal, or everybody, covers one
    private bool CoversPrincipals(PrincipalElement? broad, PrincipalElement? narrow)
    {
        if (broad is null || narrow is null) return broad is null && narrow is null;
        if (!budget.Take(broad.Principals.Length + narrow.Principals.Length)) return false;
        if (broad.IsNot || narrow.IsNot)
            return broad.IsNot && narrow.IsNot && broad.Principals.ToHashSet().SetEquals(narrow.Principals);
        var everyone = broad.Principals.Any(static p => p.Form == PrincipalForm.Everyone);
        HashSet<Principal> named = [.. broad.Principals];
        return narrow.Principals.All(p => named.Contains(p)
            || (everyone && p.Form is PrincipalForm.Account or PrincipalForm.Arn or PrincipalForm.UniqueId));
    }

    // the same operator on the same key, and values that let through no less
    private bool IsImplied(LintedCondition condition, LintedCondition other)
    {
        if (!budget.Take()) return false;
        if (condition.Use != other.Use || condition.Key.Folded != other.Key.Folded) return false;
        if (!budget.Take(condition.Values.Count + other.Values.Count)) return false;
        IEnumerable<string> mine = condition.Values.Select(static v => v.Text), its = other.Values.Select(static v => v.Text);
        if (condition.Type == ConditionType.Null || condition.Use.Operator.Relation != ConditionRelation.Matches)
            return mine.SequenceEqual(its, StringComparer.Ordinal);
        return condition.Use.Operator.IsNegated ? !mine.Except(its, StringComparer.Ordinal).Any() : !its.Except(mine, StringComparer.Ordinal).Any();
    }
}
