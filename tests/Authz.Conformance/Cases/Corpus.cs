using System.Text.Json;

namespace Authz.Conformance.Cases;

/// <summary>The case files under <c>corpus/</c>, copied beside the test assembly.</summary>
public static class Corpus
{
    /// <summary>The file of the cases that came first; they name no rules.</summary>
    public const string PublicFile = "public.jsonl";

    /// <summary>All cases, file by file in the order of their names.</summary>
    public static readonly IReadOnlyList<CorpusCase> All = Directory
        .EnumerateFiles(Folder, "*.jsonl")
        .Order(StringComparer.Ordinal)
        .SelectMany(path => File.ReadLines(path).Select((line, index) => Parse(Path.GetFileName(path), index + 1, line)))
        .ToList();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>The text of a file of the corpus.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static CorpusCase Parse(string file, int line, string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        var expected = root.GetProperty("expected");
        return new CorpusCase
        {
            Id = root.GetProperty("id").GetString()!,
            Place = $"{file}:{line}",
            Scenario = text,
            Decision = expected.GetProperty("decision").GetString()!,
            Layer = expected.TryGetProperty("layer", out var layer) ? layer.GetString() : null,
            MissingKeys = Texts(expected, "missingContextKeys"),
            MatchedSids = Texts(expected, "matchedSids"),
            Rules = Texts(root, "rules") ?? [],
        };
    }

    private static List<string>? Texts(JsonElement json, string name)
    {
        return json.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(one => one.GetString()!).ToList() : null;
    }
}
