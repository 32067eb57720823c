namespace Authz.Conformance.Reference.Language;

/// <summary>What is compared.</summary>
public enum Family
{
    Text,
    TextWithoutCase,
    TextLike,
    Number,
    Date,
    Boolean,
    Bytes,
    Address,
    Arn,
    Null,
}

/// <summary>How it is compared.</summary>
public enum Relation
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

public enum Quantifier
{
    None,
    ForAllValues,
    ForAnyValue,
}

/// <summary>An operator as written in a policy, taken apart.</summary>
public sealed record ConditionOperator(Family Family, Relation Relation, bool Negated, Quantifier Quantifier, bool IfExists)
{
    private static readonly Dictionary<string, (Family Family, Relation Relation, bool Negated)> Table = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (Family.Text, Relation.Equal, false),
        ["StringNotEquals"] = (Family.Text, Relation.Equal, true),
        ["StringEqualsIgnoreCase"] = (Family.TextWithoutCase, Relation.Equal, false),
        ["StringNotEqualsIgnoreCase"] = (Family.TextWithoutCase, Relation.Equal, true),
        ["StringLike"] = (Family.TextLike, Relation.Equal, false),
        ["StringNotLike"] = (Family.TextLike, Relation.Equal, true),
        ["NumericEquals"] = (Family.Number, Relation.Equal, false),
        ["NumericNotEquals"] = (Family.Number, Relation.Equal, true),
        ["NumericLessThan"] = (Family.Number, Relation.Less, false),
        ["NumericLessThanEquals"] = (Family.Number, Relation.LessOrEqual, false),
        ["NumericGreaterThan"] = (Family.Number, Relation.Greater, false),
        ["NumericGreaterThanEquals"] = (Family.Number, Relation.GreaterOrEqual, false),
        ["DateEquals"] = (Family.Date, Relation.Equal, false),
        ["DateNotEquals"] = (Family.Date, Relation.Equal, true),
        ["DateLessThan"] = (Family.Date, Relation.Less, false),
        ["DateLessThanEquals"] = (Family.Date, Relation.LessOrEqual, false),
        ["DateGreaterThan"] = (Family.Date, Relation.Greater, false),
        ["DateGreaterThanEquals"] = (Family.Date, Relation.GreaterOrEqual, false),
        ["Bool"] = (Family.Boolean, Relation.Equal, false),
        ["BinaryEquals"] = (Family.Bytes, Relation.Equal, false),
        ["IpAddress"] = (Family.Address, Relation.Equal, false),
        ["NotIpAddress"] = (Family.Address, Relation.Equal, true),
        ["ArnEquals"] = (Family.Arn, Relation.Equal, false),
        ["ArnLike"] = (Family.Arn, Relation.Equal, false),
        ["ArnNotEquals"] = (Family.Arn, Relation.Equal, true),
        ["ArnNotLike"] = (Family.Arn, Relation.Equal, true),
        ["Null"] = (Family.Null, Relation.Equal, false),
    };

    public static ConditionOperator Read(string name)
    {
        var rest = name;
        var quantifier = Quantifier.None;
        foreach (var candidate in new[] { Quantifier.ForAllValues, Quantifier.ForAnyValue })
        {
            if (!rest.StartsWith($"{candidate}:", StringComparison.Ordinal))
                continue;
            quantifier = candidate;
            rest = rest[(rest.IndexOf(':', StringComparison.Ordinal) + 1)..];
            break;
        }

        var ifExists = rest.EndsWith("IfExists", StringComparison.Ordinal);
        rest = ifExists ? rest[..^"IfExists".Length] : rest;
        RefusedException.Unless(Table.TryGetValue(rest, out var row), $"unknown operator {name}");
        var bare = quantifier == Quantifier.None && !ifExists;
        RefusedException.Unless(bare || row.Family != Family.Null, "Null stands alone");
        return new ConditionOperator(row.Family, row.Relation, row.Negated, quantifier, ifExists);
    }
}
