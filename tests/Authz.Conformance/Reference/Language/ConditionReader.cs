using System.Text.Json;
using Authz.Conformance.Reference.Matching;

namespace Authz.Conformance.Reference.Language;

/// <summary>The Condition element: 4.3, 4.6, G4, G6, G15.</summary>
public static class ConditionReader
{
    public static List<ConditionTest> Read(JsonElement json, bool newLanguage)
    {
        var tests = new List<ConditionTest>();
        var blocks = JsonShape.Members(json);
        RefusedException.Unless(blocks.Count > 0, "an empty Condition");
        foreach (var (name, block) in blocks)
        {
            var @operator = ConditionOperator.Read(name);
            var keys = JsonShape.Members(block);
            RefusedException.Unless(keys.Count > 0, "an empty operator block");
            RefusedException.Unless(keys.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() == keys.Count, "one key twice");
            foreach (var (key, value) in keys)
                tests.Add(new ConditionTest(@operator, key, Values(@operator.Family, value, newLanguage)));
        }

        return tests;
    }

    private static List<Template> Values(Family family, JsonElement json, bool newLanguage)
    {
        var texts = JsonShape.OneOrMany(json).Select(JsonShape.Scalar).ToList();
        RefusedException.Unless(family is not (Family.Boolean or Family.Null) || texts.Count == 1, "exactly one truth value");
        var takesVariables = family is Family.Text or Family.TextWithoutCase or Family.TextLike or Family.Arn;
        var values = texts.Select(text => Template.Read(text, newLanguage && takesVariables)).ToList();
        foreach (var value in values)
            RefusedException.Unless(Parses(family, value), $"not a value for {family}");
        return values;
    }

    private static bool Parses(Family family, Template value)
    {
        return family switch
        {
            Family.Number => Scalars.Number(value.Source) is not null,
            Family.Date => Scalars.Date(value.Source) is not null,
            Family.Boolean or Family.Null => Scalars.Boolean(value.Source) is not null,
            Family.Bytes => Scalars.Bytes(value.Source) is not null,
            Family.Address => AddressRange.TryRead(value.Source) is not null,
            Family.Arn => value.HasVariables || ArnText.IsOperand(value.Source),
            _ => true,
        };
    }
}
