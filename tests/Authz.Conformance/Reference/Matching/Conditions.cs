using Authz.Conformance.Reference.Language;

namespace Authz.Conformance.Reference.Matching;

/// <summary>Section 4.</summary>
public static class Conditions
{
    public static bool Hold(IEnumerable<ConditionTest> tests, RequestContext context) => tests.All(test => Holds(test, context));

    private static bool Holds(ConditionTest test, RequestContext context)
    {
        var entry = context.Find(test.Key);
        if (test.Operator.Family == Family.Null)
            return Scalars.Boolean(test.Values[0].Source) == entry is null;
        if (entry is null)
            return HoldsWithoutKey(test.Operator);
        return test.Operator.Quantifier switch
        {
            Quantifier.ForAllValues => entry.Values.All(value => Satisfies(test, value, context)),
            Quantifier.ForAnyValue => entry.Values.Any(value => Satisfies(test, value, context)),
            _ => !entry.Multivalued && Satisfies(test, entry.Values[0], context),
        };
    }

    /// <summary>The matrix of 4.2.</summary>
    private static bool HoldsWithoutKey(ConditionOperator @operator)
    {
        if (@operator.IfExists)
            return true;
        return @operator.Quantifier switch
        {
            Quantifier.ForAllValues => true,
            Quantifier.ForAnyValue => false,
            _ => @operator.Negated,
        };
    }

    /// <summary>One request value against the policy's list; the negation is inside the quantifier (4.5).</summary>
    private static bool Satisfies(ConditionTest test, string value, RequestContext context)
    {
        if (!RequestValueParses(test.Operator.Family, value))
            return false;
        var any = test.Values.Any(policy => policy.Render(context) is { } glyphs && Matches(test.Operator, value, glyphs));
        return any != test.Operator.Negated;
    }

    /// <summary>4.6: a request value of the wrong type makes also the negated form false.</summary>
    private static bool RequestValueParses(Family family, string value)
    {
        return family switch
        {
            Family.Number => Scalars.Number(value) is not null,
            Family.Date => Scalars.Date(value) is not null,
            Family.Boolean => Scalars.Boolean(value) is not null,
            Family.Bytes => Scalars.Bytes(value) is not null,
            Family.Address => AddressRange.TryReadAddress(value) is not null,
            Family.Arn => ArnText.IsArn(value),
            _ => true,
        };
    }

    private static bool Matches(ConditionOperator @operator, string value, List<Glyph> policy)
    {
        var text = string.Concat(policy.Select(glyph => glyph.Character));
        return @operator.Family switch
        {
            Family.Text => string.Equals(value, text, StringComparison.Ordinal),
            Family.TextWithoutCase => string.Equals(value, text, StringComparison.OrdinalIgnoreCase),
            Family.TextLike => Glob.Matches(policy, value),
            Family.Number => Compare(@operator.Relation, Scalars.Number(value)!.Value, Scalars.Number(text)!.Value),
            Family.Date => Compare(@operator.Relation, Scalars.Date(value)!.Value, Scalars.Date(text)!.Value),
            Family.Boolean => Scalars.Boolean(value) == Scalars.Boolean(text),
            Family.Bytes => Scalars.Bytes(value)!.SequenceEqual(Scalars.Bytes(text)!),
            Family.Address => AddressRange.TryRead(text)!.Holds(AddressRange.TryReadAddress(value)!),
            Family.Arn => ArnText.MatchesNarrow(policy, value),
            _ => throw new InvalidOperationException("Null is decided before"),
        };
    }

    private static bool Compare(Relation relation, decimal request, decimal policy)
    {
        return relation switch
        {
            Relation.Equal => request == policy,
            Relation.Less => request < policy,
            Relation.LessOrEqual => request <= policy,
            Relation.Greater => request > policy,
            _ => request >= policy,
        };
    }
}
