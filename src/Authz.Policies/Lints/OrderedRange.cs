using System.Collections.Immutable;
using Authz.Policies.Conditions;

namespace Authz.Policies.Lints;

/// <summary>What a positive Numeric or Date operator lets through: everything up to a bound, from a bound on, or a few values.</summary>
internal sealed class OrderedRange
{
    private readonly ConditionRelation _relation;
    private readonly decimal[] _values;

    private OrderedRange(ConditionRelation relation, decimal[] values) => (_relation, _values) = (relation, values);

    /// <summary>The range; null when the values are no numbers or dates.</summary>
    public static OrderedRange? Of(ConditionRelation relation, ImmutableArray<ConditionValue> values)
    {
        var numbers = new List<decimal>(values.Length);
        foreach (ConditionValue value in values)
        {
            switch (value)
            {
                case ConditionValue.Number number: numbers.Add(number.Value); break;
                case ConditionValue.Date date: numbers.Add(date.Value.Seconds + (date.Value.Nanoseconds / 1_000_000_000m)); break;
                default: return null;
            }
        }

        return new OrderedRange(relation, [.. numbers]);
    }

    /// <summary>Whether some value lies in both.</summary>
    public bool Meets(OrderedRange other)
    {
        if (_relation == ConditionRelation.Matches) return Array.Exists(_values, other.Holds);
        if (other._relation == ConditionRelation.Matches) return Array.Exists(other._values, Holds);
        if (IsUpper == other.IsUpper) return true;
        (OrderedRange upper, OrderedRange lower) = IsUpper ? (this, other) : (other, this);
        var isClosed = upper._relation == ConditionRelation.LessThanEquals && lower._relation == ConditionRelation.GreaterThanEquals;
        return lower.Bound < upper.Bound || (isClosed && lower.Bound == upper.Bound);
    }

    private bool IsUpper => _relation is ConditionRelation.LessThan or ConditionRelation.LessThanEquals;

    // values are ORed: the widest bound counts
    private decimal Bound => IsUpper ? _values.Max() : _values.Min();

    private bool Holds(decimal value) => _relation switch
    {
        ConditionRelation.Matches => _values.Contains(value),
        ConditionRelation.LessThan => value < Bound,
        ConditionRelation.LessThanEquals => value <= Bound,
        ConditionRelation.GreaterThan => value > Bound,
        _ => value >= Bound,
    };
}
