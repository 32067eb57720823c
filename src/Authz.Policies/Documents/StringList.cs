using System.Runtime.InteropServices;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Policies.Documents;

/// <summary>Reads an element that is a string or an array of strings (G4).</summary>
internal static class StringList
{
    /// <summary>The strings; empty and reported when there are none or the type is wrong.</summary>
    public static ReadOnlySpan<JsonNode> Read(in JsonNode node, string what, SourceText source, DiagnosticList diagnostics)
    {
        if (node.IsString) return IsShort(node, what, source, diagnostics) ? new ReadOnlySpan<JsonNode>(in node) : [];
        if (node.Kind != JsonKind.Array)
        {
            diagnostics.Add(PolicyRules.WrongType, source, node.Offset, $"the {what} is {node.Describe()}");
            return [];
        }

        if (node.Items.Count > PolicyBounds.Values)
        {
            diagnostics.Add(PolicyRules.TooManyValues, source, node.Offset, TooMany(node));
            return [];
        }

        if (node.Items.Count == 0)
            diagnostics.Add(PolicyRules.EmptyList, source, node.Offset, $"the list names no {what}");
        var areValid = true;
        foreach (JsonNode item in node.Items)
        {
            if (!item.IsString) diagnostics.Add(PolicyRules.WrongType, source, item.Offset, $"the {what} is {item.Describe()}");
            areValid &= item.IsString && IsShort(item, what, source, diagnostics);
        }

        return CollectionsMarshal.AsSpan(
            areValid ? node.Items : node.Items.FindAll(static i => i.IsString && i.Text.Length <= PolicyBounds.ValueLength));
    }

    /// <summary>Whether a value is short enough to be read; reported when it is not.</summary>
    public static bool IsShort(JsonNode item, string what, SourceText source, DiagnosticList diagnostics)
    {
        if (item.Text.Length <= PolicyBounds.ValueLength) return true;
        diagnostics.Add(PolicyRules.ValueTooLong, source, item.Offset,
            $"the {what} has {item.Text.Length} characters, at most {PolicyBounds.ValueLength} are read");
        return false;
    }

    /// <summary>What is said of a list with too many values.</summary>
    public static string TooMany(JsonNode list) => $"the list has {list.Items.Count} values, at most {PolicyBounds.Values} are read";
}
