using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Whether one pattern matches all that another one matches. A yes is always right, a no may miss something.</summary>
internal static class PatternCover
{
    /// <summary>Of one pair of ARNs.</summary>
    public static bool Covers(ArnPattern broad, ArnPattern narrow) =>
        Covers(new ArnGlob(broad), new ArnGlob(narrow), ComparisonBudget.ForOnePair());

    /// <summary>
    /// Of ARNs, field by field: what covers in the narrow reading of W8 covers in the wide one, as the wide one only lets both run further.
    /// </summary>
    public static bool Covers(ArnGlob broad, ArnGlob narrow, ComparisonBudget budget)
    {
        if (!budget.Take()) return false;
        (ArnPattern wide, ArnPattern inner) = (broad.Pattern, narrow.Pattern);
        if (wide.IsAny || wide.Whole.Text == inner.Whole.Text) return true;
        if (inner.IsAny || wide.IsOpen || inner.IsOpen || wide.Fields.IsEmpty || wide.Fields.Length != inner.Fields.Length) return false;
        for (var i = 0; i < broad.Fields.Length; i++)
        {
            if (!broad.Fields[i].Covers(narrow.Fields[i], budget)) return false;
        }

        return true;
    }
}
