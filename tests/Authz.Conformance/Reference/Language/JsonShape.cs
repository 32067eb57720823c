using System.Text.Json;

namespace Authz.Conformance.Reference.Language;

/// <summary>The few JSON shapes of the language.</summary>
public static class JsonShape
{
    public static Dictionary<string, JsonElement> Members(JsonElement json)
    {
        RefusedException.Unless(json.ValueKind == JsonValueKind.Object, "an object is expected");
        return json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
    }

    public static void OnlyKnown(Dictionary<string, JsonElement> members, params string[] known)
    {
        foreach (var name in members.Keys)
            RefusedException.Unless(known.Contains(name, StringComparer.Ordinal), $"unknown element {name}");
    }

    public static string Text(JsonElement json)
    {
        RefusedException.Unless(json.ValueKind == JsonValueKind.String, "a string is expected");
        return json.GetString()!;
    }

    public static bool Flag(JsonElement json)
    {
        RefusedException.Unless(json.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false is expected");
        return json.GetBoolean();
    }

    public static IEnumerable<JsonElement> Array(JsonElement json)
    {
        RefusedException.Unless(json.ValueKind == JsonValueKind.Array, "an array is expected");
        return json.EnumerateArray();
    }

    /// <summary>G4: a bare value or an array; G15: an empty array is refused.</summary>
    public static IEnumerable<JsonElement> OneOrMany(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return [json];
        RefusedException.Unless(json.GetArrayLength() > 0, "an empty array");
        return json.EnumerateArray();
    }

    public static List<string> Texts(JsonElement json) => OneOrMany(json).Select(Text).ToList();

    /// <summary>G4: strings, numbers and booleans count as their text.</summary>
    public static string Scalar(JsonElement json)
    {
        return json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number => json.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw new RefusedException("a string, number or boolean is expected"),
        };
    }
}
