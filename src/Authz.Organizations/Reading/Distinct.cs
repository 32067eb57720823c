using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>Lists of names in which a second mention says nothing new.</summary>
internal static class Distinct
{
    /// <summary>The strings of an array, each once; a second mention is a warning.</summary>
    public static List<JsonNode> Items(JsonFields fields, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return fields.Items(field, JsonKind.String).FindAll(item => IsFirst(item, seen, fields, field));
    }

    private static bool IsFirst(JsonNode item, HashSet<string> seen, JsonFields fields, string field)
    {
        if (seen.Add(item.Text)) return true;
        fields.Report(OrganizationRules.DuplicateEntry, item, $"`{item.Text}` stands twice in `{field}`");
        return false;
    }
}
