using System.Collections.Frozen;
using Authz.Engine.Programs;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>Compiles conditions.</summary>
internal static class ConditionCompiler
{
    // so many texts are compared faster than one is hashed
    private const int FewLiterals = 8;

    public static CompiledCondition Compile(Condition condition, SharedParts parts)
    {
        ConditionType type = condition.Operator.Operator.Type;
        Template[] templates = [.. condition.Values.OfType<ConditionValue.Text>().Select(static v => v.Template)];
        string[] literals = [.. templates.Select(static t => t.Literal).OfType<string>()];
        var flag = condition.Values is [ConditionValue.Flag { Value: true }];
        return new CompiledCondition
        {
            Source = condition,
            Type = type,
            Quantifier = condition.Operator.Quantifier,
            Relation = condition.Operator.Operator.Relation,
            IsNegated = condition.Operator.Operator.IsNegated,
            Key = parts.KeyOf(condition.Key.Text),
            ResultWhenMissing = type == ConditionType.Null ? flag : condition.Operator.ResultWhenMissing,
            Literals = literals.Length <= FewLiterals ? literals : [],
            LiteralSet = literals.Length <= FewLiterals ? null : literals.ToFrozenSet(ComparerOf(type)),
            Patterns = [.. templates.Where(static t => t.Literal is null).Select(parts.PatternOf)],
            Arns = [.. condition.Values.OfType<ConditionValue.ArnText>().Select(v => parts.PatternOf(v.Pattern, isWide: false))],
            Operands = OperandsOf(condition, type),
            Flag = flag,
        };
    }

    /// <summary>How long a condition takes beside others; the unit is no time.</summary>
    public static int CostOf(CompiledCondition condition) => condition.Type switch
    {
        ConditionType.Null or ConditionType.Bool => 0,
        _ when condition.Patterns.Length > 0 => 3,
        ConditionType.String or ConditionType.StringIgnoreCase or ConditionType.StringLike => 1,
        ConditionType.Arn => 3,
        _ => 2,
    };

    private static Array OperandsOf(Condition condition, ConditionType type) => type switch
    {
        ConditionType.Numeric => condition.Values.OfType<ConditionValue.Number>().Select(static v => v.Value).ToArray(),
        ConditionType.Date => condition.Values.OfType<ConditionValue.Date>().Select(static v => v.Value).ToArray(),
        ConditionType.IpAddress => condition.Values.OfType<ConditionValue.Ip>().Select(static v => v.Value).ToArray(),
        ConditionType.Binary => condition.Values.OfType<ConditionValue.Bytes>().Select(static v => v.Value.ToArray()).ToArray(),
        _ => Array.Empty<byte[]>(),
    };

    private static StringComparer ComparerOf(ConditionType type) =>
        type == ConditionType.StringIgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
