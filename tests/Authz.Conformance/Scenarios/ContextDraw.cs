using System.Text.Json.Nodes;

namespace Authz.Conformance.Scenarios;

/// <summary>The scenario field <c>context</c>: keys missing, empty, of the wrong type, multivalued.</summary>
public static class ContextDraw
{
    public static JsonObject Context(Draw draw)
    {
        var context = new JsonObject();
        foreach (var key in ConditionKeys.All)
        {
            if (draw.Percent(62))
                context[draw.Percent(8) ? key.Name.ToUpperInvariant() : key.Name] = Value(draw, key);
        }

        return context;
    }

    private static JsonNode Value(Draw draw, ConditionKey key)
    {
        if (draw.Percent(4))
            return new JsonArray();
        if (draw.Percent(5))
            return JsonValue.Create(draw.One(ConditionKeys.WrongValues));
        if (key.Multivalued ? draw.Percent(95) : draw.Percent(4))
            return new JsonArray(draw.Some(3, [.. key.Values, .. key.InRequests]).Select(text => (JsonNode)JsonValue.Create(text)).ToArray());
        return Scalar(draw, draw.One([.. key.Values, .. key.InRequests]));
    }

    /// <summary>G4: now and then a number or a boolean instead of its text.</summary>
    public static JsonNode Scalar(Draw draw, string text)
    {
        if (!draw.Percent(30))
            return JsonValue.Create(text);
        if (text is "true" or "false")
            return JsonValue.Create(text == "true");
        return text.Length > 0 && text.All(char.IsAsciiDigit) && text[0] != '0' ? JsonNode.Parse(text)! : JsonValue.Create(text);
    }
}
