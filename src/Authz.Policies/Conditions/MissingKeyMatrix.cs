namespace Authz.Policies.Conditions;

/// <summary>
/// What an operator says of a key that is missing, or whose value set is empty: the matrix of reference section 4.2, all of it but
/// <c>Null</c>, which asks just that.
/// </summary>
internal static class MissingKeyMatrix
{
    private static readonly (SetQuantifier Quantifier, bool IsNegated, bool IfExists, bool Result)[] Rows =
    [
        // quantifier, negated, IfExists, result
        (SetQuantifier.None, false, false, false),
        (SetQuantifier.None, true, false, true),
        (SetQuantifier.None, false, true, true),
        (SetQuantifier.None, true, true, true),
        (SetQuantifier.ForAllValues, false, false, true), // vacuous
        (SetQuantifier.ForAllValues, true, false, true),
        (SetQuantifier.ForAllValues, false, true, true),
        (SetQuantifier.ForAllValues, true, true, true),
        (SetQuantifier.ForAnyValue, false, false, false),
        (SetQuantifier.ForAnyValue, true, false, false), // no value, so none that differs
        (SetQuantifier.ForAnyValue, false, true, true), // D7: IfExists decides first
        (SetQuantifier.ForAnyValue, true, true, true),
    ];

    public static bool ResultOf(SetQuantifier quantifier, bool isNegated, bool ifExists) =>
        Array.Find(Rows, row => row.Quantifier == quantifier && row.IsNegated == isNegated && row.IfExists == ifExists).Result;
}
