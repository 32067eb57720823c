using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Policies.Documents;

/// <summary>Reads an element that is a string or an array of strings (G4).</summary>
internal static class StringList
{
    /// <summary>The strings; empty and reported when there are none or the type is wrong.</summary>
    public static IReadOnlyList<JsonNode> Read(JsonNode node, string what, SourceText source, DiagnosticList diagnostics)
    {
        if (node.IsString) return [node];
        if (node.Kind != JsonKind.Array)
        {
            diagnostics.Add(PolicyRules.WrongType, source, node.Offset, $"the {what} is {node.Describe()}");
            return [];
        }

        if (node.Items.Count == 0)
            diagnostics.Add(PolicyRules.EmptyList, source, node.Offset, $"the list names no {what}");
        foreach (JsonNode item in node.Items)
        {
            if (!item.IsString) diagnostics.Add(PolicyRules.WrongType, source, item.Offset, $"the {what} is {item.Describe()}");
        }

        return node.Items.TrueForAll(static i => i.IsString) ? node.Items : [.. node.Items.Where(static i => i.IsString)];
    }
}
