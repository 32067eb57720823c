using System.Collections.Immutable;
using Authz.Policies.Conditions;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Policies.Documents;

/// <summary>Reads <c>Condition</c> (section 4).</summary>
internal sealed class ConditionReader(SourceText source, bool variables, DiagnosticList diagnostics, PolicyTerms terms)
{
    public ImmutableArray<Condition> Read(JsonNode node)
    {
        if (!IsFilledObject(node, "condition")) return [];
        // mostly one key under each operator
        var conditions = ImmutableArray.CreateBuilder<Condition>(node.Members.Count);
        foreach (JsonMember member in node.Members)
        {
            // an operator nobody knows is never dropped: a Deny would go quiet
            if (OperatorUse.TryParse(member.Name, out OperatorUse use))
                ReadBlock(use, member.Value, conditions);
            else
                diagnostics.Add(PolicyRules.UnknownOperator, source, member.NameOffset, $"`{member.Name}` is no condition operator");
        }

        if (conditions.Count > PolicyBounds.Conditions)
            Report(PolicyRules.TooManyConditions, node, $"the statement has {conditions.Count} conditions, at most {PolicyBounds.Conditions} are read");
        return conditions.DrainToImmutable();
    }

    private void ReadBlock(OperatorUse use, JsonNode block, ImmutableArray<Condition>.Builder conditions)
    {
        if (!IsFilledObject(block, "operator")) return;
        HashSet<string>? names = block.Members.Count > 1 ? new(StringComparer.OrdinalIgnoreCase) : null;
        foreach (JsonMember member in block.Members)
        {
            if (!terms.TryReadKey(member.Name, out ConditionKey? key))
            {
                diagnostics.Add(PolicyRules.InvalidKey, source, member.NameOffset, $"`{member.Name}` is no context key");
                continue;
            }

            if (names?.Add(member.Name) == false)
                diagnostics.Add(PolicyRules.DuplicateKey, source, member.NameOffset, $"`{member.Name}` stands twice under `{use}`");
            if (key.IsMultivalued && use is { Quantifier: SetQuantifier.None, Operator.Type: not ConditionType.Null })
                diagnostics.Add(PolicyRules.BareOperatorOnSet, source, member.NameOffset, $"`{use}` never matches the multivalued key `{key}`");
            conditions.Add(terms.Share(new Condition(use, key, ReadValues(use.Operator, member.Value))));
        }
    }

    private ImmutableArray<ConditionValue> ReadValues(ConditionOperator @operator, JsonNode node)
    {
        List<JsonNode> items = node.Kind == JsonKind.Array ? node.Items : [node];
        if (items.Count > PolicyBounds.Values)
        {
            Report(PolicyRules.TooManyValues, node, StringList.TooMany(node));
            return [];
        }

        if (items.Count == 0) Report(PolicyRules.EmptyList, node, "the list holds no value");
        if (items.Count > 1 && @operator.Type is ConditionType.Bool or ConditionType.Null)
            Report(PolicyRules.SeveralFlags, node, $"`{@operator}` has {items.Count} values");
        var values = ImmutableArray.CreateBuilder<ConditionValue>(items.Count);
        foreach (JsonNode item in items)
        {
            if (!StringList.IsShort(item, "value", source, diagnostics)) continue;
            if (item.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
                Report(PolicyRules.WrongType, item, $"the value is {item.Describe()}, not a string, number or boolean");
            else if (terms.TryReadValue(@operator, item.Text, variables, out ConditionValue? value, out var fault))
                values.Add(value);
            else
                Report(PolicyRules.InvalidValue, item, $"{fault}, which `{@operator}` needs");
        }

        return values.DrainToImmutable();
    }

    private bool IsFilledObject(JsonNode node, string what)
    {
        if (node.Kind != JsonKind.Object)
            Report(PolicyRules.WrongType, node, $"the {what} block is {node.Describe()}, not an object");
        else if (node.Members.Count == 0)
            Report(PolicyRules.EmptyList, node, $"the {what} block is empty");
        return node is { Kind: JsonKind.Object, Members.Count: > 0 };
    }

    private void Report(DiagnosticRule rule, JsonNode node, string message) => diagnostics.Add(rule, source, node.Offset, message);
}
