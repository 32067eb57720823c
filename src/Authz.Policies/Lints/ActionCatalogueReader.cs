using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Policies.Lints;

/// <summary>Reads the formats of <see cref="ActionCatalogue.Read"/>. Faults are those of JSON, of types and of action names.</summary>
internal static class ActionCatalogueReader
{
    public static List<(string Service, string Action)> Read(SourceText source, DiagnosticList diagnostics)
    {
        var actions = new List<(string Service, string Action)>();
        if (JsonTree.ReportInvalidUtf8(source, diagnostics)) return actions;
        var before = diagnostics.ErrorCount;
        ReadOnlySpan<byte> text = source.Utf8.Span.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'[')) ReadLines(source, diagnostics, actions);
        else if (text[0] == '[' || !IsJsonLines(text)) ReadJson(source, JsonTree.Read(source, JsonDialect.Relaxed, diagnostics), diagnostics, actions);
        else ReadJsonLines(source, diagnostics, actions);
        if (actions.Count == 0 && diagnostics.ErrorCount == before)
            diagnostics.Add(PolicyRules.EmptyList, source, 0, "the catalogue names no action");
        return actions;
    }

    // a line that begins an object after one that ended an object
    private static bool IsJsonLines(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return end > 0 && text[..end].TrimEnd(" \t\r"u8).EndsWith("}"u8) && text[end..].TrimStart(" \t\r\n"u8).StartsWith("{"u8);
    }

    private static void ReadLines(SourceText source, DiagnosticList diagnostics, List<(string Service, string Action)> actions)
    {
        foreach ((var offset, var line) in Lines(source))
        {
            var text = line.Split('#')[0].Trim();
            if (text.Length == 0) continue;
            if (ActionName.TryParse(text, out ActionName action)) actions.Add((action.Service.ToString(), text[(action.Colon + 1)..]));
            else diagnostics.Add(PolicyRules.InvalidAction, source, offset, $"`{text}` is no action");
        }
    }

    private static void ReadJsonLines(SourceText source, DiagnosticList diagnostics, List<(string Service, string Action)> actions)
    {
        foreach ((var index, (_, var line)) in Lines(source).Index())
        {
            if (line.Trim().Length == 0) continue;
            var one = SourceText.FromString(source.Name, line);
            var found = new DiagnosticList();
            ReadJson(one, JsonTree.Read(one, JsonDialect.Relaxed, found), found, actions);
            foreach (Diagnostic fault in found.Sorted()) diagnostics.Add(fault with { Position = fault.Position with { Line = index + 1 } });
        }
    }

    private static void ReadJson(SourceText source, JsonNode? node, DiagnosticList diagnostics, List<(string Service, string Action)> actions)
    {
        if (node is null) return;
        foreach (JsonNode one in node.Kind == JsonKind.Array ? node.Items : [node])
        {
            JsonNode? service = one.Find("service") ?? one.Find("Name");
            JsonNode? list = one.Find("actions") ?? one.Find("Actions");
            if (service is not { IsString: true } || list is not { Kind: JsonKind.Array })
            {
                diagnostics.Add(PolicyRules.WrongType, source, one.Offset, "a service is an object with the string `service` and the array `actions`");
                continue;
            }

            // a service without actions is known all the same
            actions.Add((service.Text, ""));
            foreach (JsonNode item in list.Items)
            {
                var name = item.IsString ? item.Text : item.Find("Name")?.Text ?? "";
                if (ActionName.TryParse($"{service.Text}:{name}", out _)) actions.Add((service.Text, name));
                else diagnostics.Add(PolicyRules.InvalidAction, source, item.Offset, $"`{service.Text}:{name}` is no action");
            }
        }
    }

    private static IEnumerable<(int Offset, string Line)> Lines(SourceText source)
    {
        var offset = 0;
        foreach (var line in Encoding.UTF8.GetString(source.Utf8.Span).Split('\n'))
        {
            yield return (offset, line);
            offset += Encoding.UTF8.GetByteCount(line) + 1;
        }
    }
}
