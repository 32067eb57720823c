using System.Collections.Frozen;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Engine.Compilation;

/// <summary>Compiles conditions.</summary>
internal static class ConditionCompiler
{
    public static CompiledCondition Compile(Condition condition)
    {
        ConditionType type = condition.Operator.Operator.Type;
        Template[] templates = [.. condition.Values.OfType<ConditionValue.Text>().Select(static v => v.Template)];
        string[] literals = [.. templates.Select(static t => t.Literal).OfType<string>()];
        var flag = condition.Values is [ConditionValue.Flag { Value: true }];
        return new CompiledCondition
        {
            Source = condition,
            Use = condition.Operator,
            Key = new ContextKey(condition.Key.Text),
            ResultWhenMissing = type == ConditionType.Null ? flag : condition.Operator.ResultWhenMissing,
            Literals = literals.Length == 0 ? null : literals.ToFrozenSet(ComparerOf(type)),
            Patterns = [.. templates.Where(static t => t.Literal is null).Select(PatternCompiler.Compile)],
            Arns = [.. condition.Values.OfType<ConditionValue.ArnText>().Select(static v => PatternCompiler.Compile(v.Pattern))],
            Numbers = [.. condition.Values.OfType<ConditionValue.Number>().Select(static v => v.Value)],
            Dates = [.. condition.Values.OfType<ConditionValue.Date>().Select(static v => v.Value)],
            Ranges = [.. condition.Values.OfType<ConditionValue.Ip>().Select(static v => v.Value)],
            Bytes = [.. condition.Values.OfType<ConditionValue.Bytes>().Select(static v => v.Value.ToArray())],
            Flag = flag,
        };
    }

    private static StringComparer ComparerOf(ConditionType type) =>
        type == ConditionType.StringIgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
