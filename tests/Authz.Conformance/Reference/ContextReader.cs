using System.Text.Json;
using Authz.Conformance.Reference.Language;

namespace Authz.Conformance.Reference;

/// <summary>The scenario field <c>context</c>.</summary>
public static class ContextReader
{
    public static readonly RequestContext Empty = new(new Dictionary<string, ContextEntry>());

    public static RequestContext Read(JsonElement json)
    {
        var entries = new Dictionary<string, ContextEntry>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in JsonShape.Members(json))
        {
            RefusedException.Unless(seen.Add(key), "a context key twice");
            var many = value.ValueKind == JsonValueKind.Array;
            var values = many ? value.EnumerateArray().Select(JsonShape.Scalar).ToList() : [JsonShape.Scalar(value)];
            if (values.Count > 0)
                entries[key] = new ContextEntry(many || MultivaluedKeys.Contains(key), values);
        }

        return new RequestContext(entries);
    }
}
