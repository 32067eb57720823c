using System.Collections.Frozen;

namespace Authz.Policies.Conditions;

/// <summary>How values are read and compared (reference section 4.3).</summary>
public enum ConditionType
{
    String,
    StringIgnoreCase,
    StringLike,
    Numeric,
    Date,
    Bool,
    Binary,
    IpAddress,
    Arn,
    Null,
}

/// <summary>Which relation a request value must have to a policy value.</summary>
public enum ConditionRelation
{
    /// <summary>Equal, contained or matched.</summary>
    Matches,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
}

/// <summary>A condition operator of the table, without set prefix and <c>IfExists</c>. The instances are the table's; there are no others.</summary>
public sealed class ConditionOperator
{
    private ConditionOperator(string name, ConditionType type, ConditionRelation relation, bool isNegated) =>
        (Name, Type, Relation, IsNegated) = (name, type, relation, isNegated);

    /// <summary>The documented spelling; compared exactly (D4).</summary>
    public string Name { get; }

    /// <summary>How values are read and compared.</summary>
    public ConditionType Type { get; }

    /// <summary>The relation.</summary>
    public ConditionRelation Relation { get; }

    /// <summary>
    /// Whether the operator asks that no policy value matches (NOR). A negated operator is true when the key is missing, any other is
    /// false (section 4.2).
    /// </summary>
    public bool IsNegated { get; }

    /// <summary>Whether values may hold <c>*</c> and <c>?</c> (W3).</summary>
    public bool HasWildcards => Type is ConditionType.StringLike or ConditionType.Arn;

    /// <summary>Whether values may hold variables (V1, V2, D6).</summary>
    public bool HasVariables =>
        Type is ConditionType.String or ConditionType.StringIgnoreCase or ConditionType.StringLike or ConditionType.Arn;

    /// <summary>Every operator, by name.</summary>
    public static FrozenDictionary<string, ConditionOperator> All { get; } = Table().ToFrozenDictionary(static o => o.Name, StringComparer.Ordinal);

    private static IEnumerable<ConditionOperator> Table()
    {
        yield return Positive("StringEquals", ConditionType.String);
        yield return Negated("StringNotEquals", ConditionType.String);
        yield return Positive("StringEqualsIgnoreCase", ConditionType.StringIgnoreCase);
        yield return Negated("StringNotEqualsIgnoreCase", ConditionType.StringIgnoreCase);
        yield return Positive("StringLike", ConditionType.StringLike);
        yield return Negated("StringNotLike", ConditionType.StringLike);
        foreach ((var prefix, ConditionType type) in new[] { ("Numeric", ConditionType.Numeric), ("Date", ConditionType.Date) })
        {
            yield return Positive(prefix + "Equals", type);
            yield return Negated(prefix + "NotEquals", type);
            yield return Positive(prefix + "LessThan", type, ConditionRelation.LessThan);
            yield return Positive(prefix + "LessThanEquals", type, ConditionRelation.LessThanEquals);
            yield return Positive(prefix + "GreaterThan", type, ConditionRelation.GreaterThan);
            yield return Positive(prefix + "GreaterThanEquals", type, ConditionRelation.GreaterThanEquals);
        }

        yield return Positive("Bool", ConditionType.Bool);
        yield return Positive("BinaryEquals", ConditionType.Binary);
        yield return Positive("IpAddress", ConditionType.IpAddress);
        yield return Negated("NotIpAddress", ConditionType.IpAddress);
        yield return Positive("ArnEquals", ConditionType.Arn);
        yield return Positive("ArnLike", ConditionType.Arn);
        yield return Negated("ArnNotEquals", ConditionType.Arn);
        yield return Negated("ArnNotLike", ConditionType.Arn);
        yield return Positive("Null", ConditionType.Null);
    }

    private static ConditionOperator Positive(string name, ConditionType type, ConditionRelation relation = ConditionRelation.Matches) =>
        new(name, type, relation, isNegated: false);

    private static ConditionOperator Negated(string name, ConditionType type) => new(name, type, ConditionRelation.Matches, isNegated: true);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
