using System.Text.Json;

namespace Authz.Conformance.Comparison;

/// <summary>One case of a corpus file. The scenario is the whole line, annotations included; a null layer: the case does not say.</summary>
public sealed record CorpusCase(string Id, string Scenario, string Decision, string? Layer);

/// <summary>The case files under <c>corpus/</c>, copied beside the test assembly.</summary>
public static class Corpus
{
    public static IReadOnlyList<CorpusCase> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "corpus", name);
        return File.ReadLines(path).Where(line => line.Length > 0).Select(Parse).ToList();
    }

    private static CorpusCase Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var expected = json.RootElement.GetProperty("expected");
        var layer = expected.TryGetProperty("layer", out var value) ? value.GetString() : null;
        var id = json.RootElement.GetProperty("id").GetString()!;
        return new CorpusCase(id, line, expected.GetProperty("decision").GetString()!, layer);
    }
}
