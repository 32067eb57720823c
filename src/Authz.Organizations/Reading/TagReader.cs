using System.Collections.Frozen;
using Authz.Organizations.Tagging;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>Reads <c>Tags</c>: an array of objects with <c>Key</c> and <c>Value</c>.</summary>
internal static class TagReader
{
    public static FrozenDictionary<string, string> Read(JsonFields owner)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (JsonFields fields in owner.Objects("Tags"))
        {
            if (++count == TagSet.MaxCount + 1)
                owner.Report(OrganizationRules.TooManyTags, fields.Node, $"this is tag {count}, at most {TagSet.MaxCount} are kept");
            JsonNode? key = fields.Required("Key", JsonKind.String);
            JsonNode? value = fields.Required("Value", JsonKind.String);
            fields.Close();
            if (key is null || value is null || !IsValid(fields, key, value)) continue;
            if (!tags.TryAdd(key.Text, value.Text))
                fields.Report(OrganizationRules.DuplicateTag, key, $"the tag `{key.Text}` stands twice");
        }

        return TagSet.Create(tags);
    }

    private static bool IsValid(JsonFields fields, JsonNode key, JsonNode value)
    {
        var keyFits = key.Text.Length is >= 1 and <= TagSet.MaxKeyLength;
        var valueFits = value.Text.Length <= TagSet.MaxValueLength;
        if (!keyFits) fields.Report(OrganizationRules.InvalidTag, key, $"the tag key has {key.Text.Length} characters");
        if (!valueFits)
            fields.Report(OrganizationRules.InvalidTag, value, $"the value of tag `{key.Text}` has {value.Text.Length} characters");
        return keyFits && valueFits;
    }
}
