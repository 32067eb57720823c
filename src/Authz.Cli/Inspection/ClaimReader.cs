using System.Globalization;
using Authz.Policies.Json;

namespace Authz.Cli.Inspection;

/// <summary>Reads claims; what is absent or of another type reads as absent.</summary>
internal static class ClaimReader
{
    public static string Text(JsonNode payload, string name) => payload.Find(name) is { IsString: true } node ? node.Text : "";

    public static long? Number(JsonNode payload, string name) =>
        payload.Find(name) is { Kind: JsonKind.Number } node
            && long.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static List<string> List(JsonNode payload, string name) =>
        payload.Find(name) is { Kind: JsonKind.Array } node ? [.. node.Items.Where(i => i.IsString).Select(i => i.Text)] : [];
}
