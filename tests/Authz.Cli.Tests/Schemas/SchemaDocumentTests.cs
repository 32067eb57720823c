using System.Text.Json;
using Authz.Cli.Schemas;
using Json.Schema;

namespace Authz.Cli.Tests.Schemas;

/// <summary>The schemas as documents.</summary>
public sealed class SchemaDocumentTests
{
    // annotations that editors know and the standard does not
    private static readonly string[] EditorKeywords = ["allowComments", "allowTrailingCommas", "defaultSnippets"];

    public static TheoryData<string> Names => [.. SchemaCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_is_valid_against_its_meta_schema(string name)
    {
        JsonElement schema = SchemaSet.Json(name);
        Assert.Equal(MetaSchemas.Draft202012.BaseUri.ToString(), schema.GetProperty("$schema").GetString());
        Assert.True(MetaSchemas.Draft202012.Evaluate(schema).IsValid);
        Assert.All(new[] { "title", "description" }, field => Assert.NotEmpty(schema.GetProperty(field).GetString()!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_holds_no_keyword_that_means_nothing(string name)
    {
        foreach (JsonElement schema in Schemas(SchemaSet.Json(name)).Where(s => s.ValueKind == JsonValueKind.Object))
            Assert.All(schema.EnumerateObject(), member => Assert.Contains(member.Name, Known));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_has_a_hover_text(string name)
    {
        JsonElement root = SchemaSet.Json(name);
        foreach (JsonElement schema in Schemas(root).Where(s => s.ValueKind == JsonValueKind.Object && s.TryGetProperty("additionalProperties", out _)))
        {
            if (!schema.TryGetProperty("properties", out JsonElement properties)) continue;
            Assert.All(properties.EnumerateObject(), property => Assert.NotEmpty(Described(property.Value, name)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_and_defaults_are_accepted_where_they_stand(string name)
    {
        foreach (JsonElement schema in Schemas(SchemaSet.Json(name)).Where(s => s.ValueKind == JsonValueKind.Object))
        {
            IEnumerable<JsonElement> examples = schema.TryGetProperty("examples", out JsonElement list) ? list.EnumerateArray() : [];
            if (schema.TryGetProperty("default", out JsonElement standard)) examples = examples.Append(standard);
            if (schema.GetRawText().Contains("$ref", StringComparison.Ordinal)) continue;
            var alone = JsonSchema.FromText(schema.GetRawText(), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
            Assert.All(examples, example => Assert.True(alone.Evaluate(example).IsValid, $"{example}"));
        }
    }

    [Fact]
    public void Snippets_are_accepted_by_their_schemas()
    {
        var count = 0;
        foreach (var name in SchemaCatalogue.Names)
        {
            if (!SchemaSet.Json(name).TryGetProperty("defaultSnippets", out JsonElement snippets)) continue;
            foreach (JsonElement snippet in snippets.EnumerateArray())
            {
                // `${1:text}` is a place to fill in, whose text stands until then; `$1` is an empty one
                var text = System.Text.RegularExpressions.Regex.Replace(snippet.GetProperty("body").GetRawText(), @"\$\{\d:([^}]*)\}|\$\d", "$1")
                    .Replace("\"RoleName\":\"\"", "\"RoleName\":\"x\"", StringComparison.Ordinal).Replace("\"RoleName\": \"\"", "\"RoleName\": \"x\"", StringComparison.Ordinal);
                Assert.True(SchemaSet.Accepts(name, text), $"{name}: {text}\n{SchemaSet.Complaints(name, text)}");
                count++;
            }
        }

        Assert.Equal(9, count);
    }

    /// <summary>What the hover of a property says: its own description, or that of the schema it refers to.</summary>
    private static string Described(JsonElement property, string name)
    {
        if (property.TryGetProperty("description", out JsonElement own)) return own.GetString()!;
        var reference = property.GetProperty("$ref").GetString()!.Split('#');
        JsonElement target = SchemaSet.Json(reference[0].Length == 0 ? name : reference[0][..^SchemaCatalogue.Ending.Length]);
        foreach (var part in reference[1].Split('/', StringSplitOptions.RemoveEmptyEntries)) target = target.GetProperty(part);
        return target.GetProperty("description").GetString()!;
    }

    private static readonly HashSet<string> Known = new(
    [
        "$schema", "$comment", "$defs", "$ref", "title", "description", "type", "enum", "const", "default", "examples", "properties", "required",
        "additionalProperties", "patternProperties", "propertyNames", "minProperties", "items", "minItems", "maxItems", "uniqueItems", "pattern",
        "minLength", "maxLength", "minimum", "maximum", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", .. EditorKeywords,
    ], StringComparer.Ordinal);

    /// <summary>A schema and all schemas in it.</summary>
    private static IEnumerable<JsonElement> Schemas(JsonElement schema)
    {
        yield return schema;
        if (schema.ValueKind != JsonValueKind.Object) yield break;
        foreach (JsonProperty member in schema.EnumerateObject())
        {
            IEnumerable<JsonElement> below = member.Name switch
            {
                "$defs" or "properties" or "patternProperties" => member.Value.EnumerateObject().Select(m => m.Value),
                "allOf" or "anyOf" or "oneOf" => member.Value.EnumerateArray(),
                "items" or "not" or "if" or "then" or "else" or "additionalProperties" or "propertyNames" => [member.Value],
                _ => [],
            };
            foreach (JsonElement each in below.SelectMany(Schemas)) yield return each;
        }
    }
}
