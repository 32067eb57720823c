using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Conformance.Scenarios;

namespace Authz.Conformance.Comparison;

/// <summary>
/// Greedy shrinking: drops any object member or array item (documents before statements before conditions before values)
/// and unwraps arrays of one, as long as the scenario stays interesting.
/// </summary>
public static class Shrinker
{
    // Without its entity a session is another caller, and without these three it is no scenario.
    private static readonly string[] Kept = ["principal", "action", "resource", "principalEntity"];

    /// <summary>The smallest scenario found; the text itself when nothing can go.</summary>
    public static string Shrink(string scenario, Func<string, bool> interesting)
    {
        if (HasDoubledMembers(scenario))
            return scenario;
        for (var smaller = Step(scenario, interesting); smaller is not null; smaller = Step(scenario, interesting))
            scenario = smaller;
        return scenario;
    }

    /// <summary>A tree cannot hold them, so such a text is reported as it is.</summary>
    private static bool HasDoubledMembers(string scenario)
    {
        try
        {
            JsonNode.Parse(scenario, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static string? Step(string scenario, Func<string, bool> interesting)
    {
        return Candidates(scenario).FirstOrDefault(interesting);
    }

    private static IEnumerable<string> Candidates(string scenario)
    {
        for (var number = 0; ; number++)
        {
            var root = (JsonObject)JsonNode.Parse(scenario)!;
            var cut = Cuts(root).ElementAtOrDefault(number);
            if (cut is null)
                yield break;
            cut();
            yield return ScenarioGenerator.Text(root);
        }
    }

    /// <summary>All cuts of the tree, broadest first.</summary>
    private static IEnumerable<Action> Cuts(JsonObject root)
    {
        var level = new List<JsonNode> { root };
        while (level.Count > 0)
        {
            foreach (var cut in level.SelectMany(node => CutsIn(node, root)))
                yield return cut;
            level = level.SelectMany(Children).ToList();
        }
    }

    private static IEnumerable<JsonNode> Children(JsonNode node)
    {
        return node switch
        {
            JsonObject members => members.Select(member => member.Value).OfType<JsonNode>(),
            JsonArray items => items.OfType<JsonNode>(),
            _ => [],
        };
    }

    private static IEnumerable<Action> CutsIn(JsonNode node, JsonObject root)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).Where(name => members != root || !Kept.Contains(name)))
                yield return () => members.Remove(name);
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var index = i;
                yield return () => items.RemoveAt(index);
            }

            if (items.Count == 1 && node.Parent is JsonObject parent && parent["Effect"] is not null)
                yield return () => parent[node.GetPropertyName()] = items[0]!.DeepClone();
        }
    }
}
