using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Names;

namespace Authz.Engine.Evaluation;

/// <summary>Decides conditions (reference section 4).</summary>
internal static class ConditionMatcher
{
    private enum Comparison
    {
        /// <summary>The request value is of another type: false, for negated operators too (section 4.6).</summary>
        Unreadable = 0,
        Different,
        Same,
    }

    /// <summary>Whether the condition holds.</summary>
    public static bool Holds<TTrace>(CompiledCondition condition, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.IsOn) ReportMissing(condition, context, ref trace);
        if (!context.TryGet(condition.Key, out ContextValue value)) return condition.ResultWhenMissing;
        if (condition.Use.Operator.Type == ConditionType.Null) return !condition.Flag;
        var isSet = value.IsSet || condition.Key.IsMultivalued;
        switch (condition.Use.Quantifier)
        {
            case SetQuantifier.None:
                // D10: a bare operator never matches a multivalued key
                return !isSet && Satisfies(condition, value[0], context);
            case SetQuantifier.ForAllValues:
                for (var i = 0; i < value.Count; i++)
                {
                    if (!Satisfies(condition, value[i], context)) return false;
                }

                return true;
            default:
                for (var i = 0; i < value.Count; i++)
                {
                    if (Satisfies(condition, value[i], context)) return true;
                }

                return false;
        }
    }

    /// <summary>Whether a value of the request is of another type than the operator asks for. A bare operator does not read a set (D10).</summary>
    public static bool IsUnreadable(CompiledCondition condition, RequestContext context)
    {
        // every text is a text
        if (condition.Use.Operator.Type is ConditionType.String or ConditionType.StringIgnoreCase or ConditionType.StringLike or ConditionType.Null) return false;
        if (!context.TryGet(condition.Key, out ContextValue value)) return false;
        if (condition.Use.Quantifier == SetQuantifier.None && (value.IsSet || condition.Key.IsMultivalued)) return false;
        for (var i = 0; i < value.Count; i++)
        {
            if (Compare(condition, value[i], context) == Comparison.Unreadable) return true;
        }

        return false;
    }

    // the negation belongs inside the quantifier (section 4.5)
    private static bool Satisfies(CompiledCondition condition, string value, RequestContext context) =>
        Compare(condition, value, context) switch
        {
            Comparison.Same => !condition.Use.Operator.IsNegated,
            Comparison.Different => condition.Use.Operator.IsNegated,
            _ => false,
        };

    private static Comparison Compare(CompiledCondition condition, string value, RequestContext context) => condition.Use.Operator.Type switch
    {
        ConditionType.String or ConditionType.StringLike => Result(MatchesText(condition, value, context, ignoreCase: false)),
        ConditionType.StringIgnoreCase => Result(MatchesText(condition, value, context, ignoreCase: true)),
        ConditionType.Numeric => ConditionNumber.TryParse(value, out var number)
            ? Result(Any(condition.Numbers, number, condition.Use.Operator.Relation)) : Comparison.Unreadable,
        ConditionType.Date => Instant.TryParse(value, out Instant instant)
            ? Result(Any(condition.Dates, instant, condition.Use.Operator.Relation)) : Comparison.Unreadable,
        ConditionType.Bool => ConditionValue.TryParseFlag(value, out var flag) ? Result(flag == condition.Flag) : Comparison.Unreadable,
        ConditionType.Binary => CompareBytes(condition.Bytes, value),
        ConditionType.IpAddress => IpRange.TryParseAddress(value, out IpRange address)
            ? Result(Any(condition.Ranges, address)) : Comparison.Unreadable,
        ConditionType.Arn => ResourceName.TryParse(value, out ResourceName arn) && arn.IsArn
            ? Result(Any(condition.Arns, arn, context)) : Comparison.Unreadable,
        _ => Comparison.Unreadable,
    };

    private static Comparison Result(bool isSame) => isSame ? Comparison.Same : Comparison.Different;

    private static bool MatchesText(CompiledCondition condition, string value, RequestContext context, bool ignoreCase)
    {
        if (condition.Literals is { } literals && literals.Contains(value)) return true;
        foreach (TextPattern pattern in condition.Patterns)
        {
            if (GlobMatcher.IsMatch(pattern, value, context, ignoreCase)) return true;
        }

        return false;
    }

    private static bool Any(decimal[] numbers, decimal value, ConditionRelation relation)
    {
        foreach (var number in numbers)
        {
            if (Holds(relation, value.CompareTo(number))) return true;
        }

        return false;
    }

    private static bool Any(Instant[] dates, Instant value, ConditionRelation relation)
    {
        foreach (Instant date in dates)
        {
            if (Holds(relation, value.CompareTo(date))) return true;
        }

        return false;
    }

    private static bool Holds(ConditionRelation relation, int order) => relation switch
    {
        ConditionRelation.LessThan => order < 0,
        ConditionRelation.LessThanEquals => order <= 0,
        ConditionRelation.GreaterThan => order > 0,
        ConditionRelation.GreaterThanEquals => order >= 0,
        _ => order == 0,
    };

    // only values beyond the usual size cost an allocation
    private static Comparison CompareBytes(byte[][] candidates, string value)
    {
        const int UsualSize = 1024;
        var size = ConditionBytes.MaxLengthOf(value);
        Span<byte> buffer = size <= UsualSize ? stackalloc byte[UsualSize] : new byte[size];
        if (!ConditionBytes.TryParse(value, buffer, out var length)) return Comparison.Unreadable;
        foreach (var candidate in candidates)
        {
            if (candidate.AsSpan().SequenceEqual(buffer[..length])) return Comparison.Same;
        }

        return Comparison.Different;
    }

    private static bool Any(IpRange[] ranges, IpRange address)
    {
        foreach (IpRange range in ranges)
        {
            if (range.Contains(address)) return true;
        }

        return false;
    }

    private static bool Any(ResourcePattern[] patterns, in ResourceName arn, RequestContext context)
    {
        foreach (ResourcePattern pattern in patterns)
        {
            if (ResourceMatcher.IsMatch(pattern, arn, context, isWide: false)) return true;
        }

        return false;
    }

    private static void ReportMissing<TTrace>(CompiledCondition condition, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (!context.TryGet(condition.Key, out _)) trace.Missing(condition.Key);
        foreach (TextPattern pattern in condition.Patterns) MissingVariables.Report(pattern, context, ref trace);
        foreach (ResourcePattern pattern in condition.Arns) MissingVariables.Report(pattern, context, ref trace);
    }
}
