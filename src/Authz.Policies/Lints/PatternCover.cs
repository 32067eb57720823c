using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Whether one pattern matches all that another one matches. A yes is always right, a no may miss something.</summary>
internal static class PatternCover
{
    /// <summary>
    /// Of ARNs, field by field: what covers in the narrow reading of W8 covers in the wide one, as the wide one only lets both run further.
    /// </summary>
    public static bool Covers(ArnPattern broad, ArnPattern narrow)
    {
        if (broad.IsAny || broad.Whole.Text == narrow.Whole.Text) return true;
        if (narrow.IsAny || broad.IsOpen || narrow.IsOpen || broad.Fields.IsEmpty || broad.Fields.Length != narrow.Fields.Length) return false;
        for (var i = 0; i < broad.Fields.Length; i++)
        {
            if (!Glob.Of(broad.Fields[i]).Covers(Glob.Of(narrow.Fields[i]))) return false;
        }

        return true;
    }
}
