namespace Authz.Policies.Conditions;

/// <summary>The set prefix of an operator (section 4.5).</summary>
public enum SetQuantifier
{
    /// <summary>None: for single-valued keys; never matches a multivalued one (D10).</summary>
    None,

    /// <summary><c>ForAllValues:</c>: every request value satisfies the operator; true when the key is missing.</summary>
    ForAllValues,

    /// <summary><c>ForAnyValue:</c>: at least one does; false when the key is missing.</summary>
    ForAnyValue,
}

/// <summary>An operator as a policy uses it: <c>[ForAllValues:|ForAnyValue:]Operator[IfExists]</c>. <c>default</c> is none.</summary>
/// <param name="Operator">The operator of the table.</param>
/// <param name="Quantifier">The set prefix.</param>
/// <param name="IfExists">Whether a missing key makes it true (section 4.4).</param>
public readonly record struct OperatorUse(ConditionOperator Operator, SetQuantifier Quantifier, bool IfExists)
{
    private const string AllPrefix = "ForAllValues:";
    private const string AnyPrefix = "ForAnyValue:";
    private const string Suffix = "IfExists";

    /// <summary>
    /// What the operator says of a key that is missing or has an empty value set: a row of <see cref="MissingKeyMatrix"/>. <c>Null</c>
    /// depends on its value and is not asked.
    /// </summary>
    public bool ResultWhenMissing => MissingKeyMatrix.ResultOf(Quantifier, Operator.IsNegated, IfExists);

    /// <summary>Reads the name of an operator block; exact spelling. <c>Null</c> takes neither prefix nor suffix (D8).</summary>
    public static bool TryParse(string text, out OperatorUse use)
    {
        (SetQuantifier quantifier, var name) = text switch
        {
            _ when text.StartsWith(AllPrefix, StringComparison.Ordinal) => (SetQuantifier.ForAllValues, text[AllPrefix.Length..]),
            _ when text.StartsWith(AnyPrefix, StringComparison.Ordinal) => (SetQuantifier.ForAnyValue, text[AnyPrefix.Length..]),
            _ => (SetQuantifier.None, text),
        };
        var ifExists = name.EndsWith(Suffix, StringComparison.Ordinal);
        if (ifExists) name = name[..^Suffix.Length];
        use = default;
        if (!ConditionOperator.All.TryGetValue(name, out ConditionOperator? found)) return false;
        if (found.Type == ConditionType.Null && (ifExists || quantifier != SetQuantifier.None)) return false;
        use = new OperatorUse(found, quantifier, ifExists);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var prefix = Quantifier switch { SetQuantifier.ForAllValues => AllPrefix, SetQuantifier.ForAnyValue => AnyPrefix, _ => "" };
        return $"{prefix}{Operator?.Name}{(IfExists ? Suffix : "")}";
    }
}
