using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Fuzzing.Targets;

/// <summary><see cref="JsonTree"/> against System.Text.Json.</summary>
internal static class JsonTarget
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = JsonTree.MaxDepth };

    private static readonly JsonDocumentOptions Relaxed = Strict with
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static void Check(byte[] input)
    {
        Compare(input, JsonDialect.Strict, Strict);
        Compare(input, JsonDialect.Relaxed, Relaxed);
    }

    /// <summary>Reads a text without error; null when there is one.</summary>
    public static JsonNode? Read(SourceText source, JsonDialect dialect)
    {
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(source, dialect, diagnostics);
        Property.Holds(root is not null || diagnostics.HasErrors, "no tree without a reason");
        foreach (Diagnostic finding in diagnostics.Sorted())
            Property.Holds(finding.Position is { Line: > 0, Column: > 0 }, "a finding has a place");
        return diagnostics.HasErrors ? null : root;
    }

    private static void Compare(byte[] input, JsonDialect dialect, JsonDocumentOptions options)
    {
        var source = new SourceText("input", input);
        JsonNode? root = Read(source, dialect);
        using JsonDocument? expected = Parse(source.Utf8, options);
        Property.Same(expected is not null, root is not null, $"{dialect}: the tree is read when System.Text.Json reads it");
        if (expected is null || root is null) return;
        CompareTrees(expected.RootElement, root);
        CheckPlaces(root, source, dialect);
        if (dialect == JsonDialect.Strict) CheckMinified(expected.RootElement, Encoding.UTF8.GetString(source.Utf8.Span));
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options)
    {
        if (!Utf8.IsValid(utf8.Span)) return null;
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(utf8, options);
            // an escaped lone surrogate is found only when the text is asked for
            AskForTexts(document.RootElement);
            return document;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            document?.Dispose();
            return null;
        }
    }

    private static void AskForTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray()) AskForTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    _ = member.Name;
                    AskForTexts(member.Value);
                }

                break;
        }
    }

    private static void CompareTrees(JsonElement expected, JsonNode node)
    {
        Property.Same(expected.ValueKind.ToString(), node.Kind.ToString(), "the kind");
        var text = expected.ValueKind switch
        {
            JsonValueKind.String => expected.GetString(),
            JsonValueKind.Object or JsonValueKind.Array => "",
            _ => expected.GetRawText(),
        };
        Property.Same(text, node.Text, "the text");
        if (expected.ValueKind == JsonValueKind.Array)
        {
            Property.Same(expected.GetArrayLength(), node.Items.Count, "the number of items");
            foreach ((JsonElement first, JsonNode second) in expected.EnumerateArray().Zip(node.Items)) CompareTrees(first, second);
        }
        else if (expected.ValueKind == JsonValueKind.Object)
        {
            Property.Same(expected.EnumerateObject().Count(), node.Members.Count, "the number of members");
            foreach ((JsonProperty first, JsonMember second) in expected.EnumerateObject().Zip(node.Members))
            {
                Property.Same(first.Name, second.Name, "the name");
                CompareTrees(first.Value, second.Value);
            }
        }
    }

    private static void CheckPlaces(JsonNode node, SourceText source, JsonDialect dialect)
    {
        Property.Holds(node.Offset < node.End && node.End <= source.Utf8.Length, "a value stands in its text");
        if (node.Kind is not (JsonKind.Object or JsonKind.Array))
        {
            JsonNode? alone = Read(new SourceText("part", source.Utf8[node.Offset..node.End]), dialect);
            Property.Same(node.Text, alone?.Text, "a value is read from its place");
        }

        foreach (JsonNode item in node.Items) CheckPlaces(item, source, dialect);
        foreach (JsonMember member in node.Members)
        {
            Property.Same((byte)'"', source.Utf8.Span[member.NameOffset], "a name begins with its quote");
            CheckPlaces(member.Value, source, dialect);
        }
    }

    private static void CheckMinified(JsonElement expected, string text)
    {
        var minified = JsonMinifier.Minify(text);
        Property.Same(minified, JsonMinifier.Minify(minified), "minified text has no white space");
        JsonNode? root = Read(SourceText.FromString("minified", minified), JsonDialect.Strict);
        Property.Holds(root is not null, "minified text is read");
        CompareTrees(expected, root!);
    }
}
