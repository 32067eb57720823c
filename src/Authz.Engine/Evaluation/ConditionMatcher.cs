using System.Runtime.CompilerServices;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Names;

namespace Authz.Engine.Evaluation;

/// <summary>Decides conditions (reference section 4).</summary>
internal static class ConditionMatcher
{
    /// <summary>How a condition, or one value of it, came out.</summary>
    internal enum Verdict
    {
        /// <summary>The request value is of another type: false, for negated operators too (section 4.6).</summary>
        Unreadable = 0,
        Fails,
        Holds,
    }

    /// <summary>Decides a condition. A set of which some values cannot be read is told as unreadable only to a trace.</summary>
    public static Verdict Judge<TTrace>(CompiledCondition condition, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.IsOn) ReportMissingVariables(condition, context, ref trace);
        if (!context.TryGet(condition.Key, out ContextValue value))
        {
            trace.Missing(condition.Key);
            return Result(condition.ResultWhenMissing);
        }

        if (condition.Type == ConditionType.Null) return Result(!condition.Flag);
        if (value.Moment is { } moment && condition.Type == ConditionType.Date)
            return Result(Any((Instant[])condition.Operands, moment.Instant, condition.Relation) != condition.IsNegated);
        // one value of a key that has one: most are
        if (value.Single is { } single && !condition.Key.IsMultivalued) return Judge(condition, single, context);
        if (HoldsForSet(condition, value, context)) return Verdict.Holds;
        return TTrace.IsOn && IsUnreadable(condition, context) ? Verdict.Unreadable : Verdict.Fails;
    }

    private static bool HoldsForSet(CompiledCondition condition, in ContextValue value, RequestContext context)
    {
        // D10: a bare operator never matches a multivalued key
        if (condition.Quantifier == SetQuantifier.None) return false;
        var isAny = condition.Quantifier == SetQuantifier.ForAnyValue;
        for (var i = 0; i < value.Count; i++)
        {
            if (Judge(condition, value[i], context) == Verdict.Holds == isAny) return isAny;
        }

        return !isAny;
    }

    /// <summary>Whether a value of the request is of another type than the operator asks for. A bare operator does not read a set (D10).</summary>
    public static bool IsUnreadable(CompiledCondition condition, RequestContext context)
    {
        // every text is a text
        if (condition.Type is ConditionType.String or ConditionType.StringIgnoreCase or ConditionType.StringLike or ConditionType.Null) return false;
        if (!context.TryGet(condition.Key, out ContextValue value)) return false;
        if (condition.Quantifier == SetQuantifier.None && (value.IsSet || condition.Key.IsMultivalued)) return false;
        for (var i = 0; i < value.Count; i++)
        {
            if (Judge(condition, value[i], context) == Verdict.Unreadable) return true;
        }

        return false;
    }

    // the negation belongs inside the quantifier (section 4.5)
    private static Verdict Judge(CompiledCondition condition, string value, RequestContext context) => condition.Type switch
    {
        ConditionType.String or ConditionType.StringLike => Result(MatchesText(condition, value, context, ignoreCase: false) != condition.IsNegated),
        ConditionType.StringIgnoreCase => Result(MatchesText(condition, value, context, ignoreCase: true) != condition.IsNegated),
        ConditionType.Numeric => JudgeNumber(condition, value),
        ConditionType.Date => JudgeDate(condition, value),
        ConditionType.Bool => ConditionValue.TryParseFlag(value, out var flag)
            ? Result(flag == condition.Flag != condition.IsNegated) : Verdict.Unreadable,
        ConditionType.Binary => JudgeBytes(condition, value),
        ConditionType.IpAddress => JudgeAddress(condition, value),
        ConditionType.Arn => JudgeArn(condition, value, context),
        _ => Verdict.Unreadable,
    };

    // each by itself: room for the values of all types would be cleared for every comparison
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Verdict JudgeNumber(CompiledCondition condition, string value) => ConditionNumber.TryParse(value, out var number)
        ? Result(Any((decimal[])condition.Operands, number, condition.Relation) != condition.IsNegated) : Verdict.Unreadable;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Verdict JudgeDate(CompiledCondition condition, string value) => Instant.TryParse(value, out Instant instant)
        ? Result(Any((Instant[])condition.Operands, instant, condition.Relation) != condition.IsNegated) : Verdict.Unreadable;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Verdict JudgeAddress(CompiledCondition condition, string value) => IpRange.TryParseAddress(value, out IpRange address)
        ? Result(Any((IpRange[])condition.Operands, address) != condition.IsNegated) : Verdict.Unreadable;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Verdict JudgeArn(CompiledCondition condition, string value, RequestContext context) =>
        ResourceName.TryParse(value, out ResourceName arn) && arn.IsArn
            ? Result(Any(condition.Arns, arn, context) != condition.IsNegated) : Verdict.Unreadable;

    private static Verdict Result(bool holds) => holds ? Verdict.Holds : Verdict.Fails;

    private static bool MatchesText(CompiledCondition condition, string value, RequestContext context, bool ignoreCase)
    {
        if (condition.LiteralSet is { } literals && literals.Contains(value)) return true;
        foreach (var literal in condition.Literals)
        {
            if (ignoreCase ? literal.Equals(value, StringComparison.OrdinalIgnoreCase) : literal == value) return true;
        }

        foreach (TextPattern pattern in condition.Patterns)
        {
            if (ignoreCase ? GlobMatcher.IsMatchWithoutCase(pattern, value, context) : GlobMatcher.IsMatch(pattern, value, context)) return true;
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Verdict JudgeBytes(CompiledCondition condition, string value)
    {
        const int UsualSize = 1024;
        var size = ConditionBytes.MaxLengthOf(value);
        Span<byte> buffer = size <= UsualSize ? stackalloc byte[UsualSize] : new byte[size];
        if (!ConditionBytes.TryParse(value, buffer, out var length)) return Verdict.Unreadable;
        var isSame = false;
        foreach (var candidate in (byte[][])condition.Operands) isSame |= candidate.AsSpan().SequenceEqual(buffer[..length]);
        return Result(isSame != condition.IsNegated);
    }

    private static bool Any(IpRange[] ranges, in IpRange address)
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

    private static void ReportMissingVariables<TTrace>(CompiledCondition condition, RequestContext context, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        foreach (TextPattern pattern in condition.Patterns) MissingVariables.Report(pattern, context, ref trace);
        foreach (ResourcePattern pattern in condition.Arns) MissingVariables.Report(pattern, context, ref trace);
    }
}
