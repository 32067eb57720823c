using System.Buffers;
using System.Text;
using System.Text.Json;
using Authz.Cli.Simulation;

namespace Authz.Conformance.Comparison;

/// <summary>The engine's answer to a scenario, as <c>authz simulate</c> gives it. Lists are sorted; a refused scenario has none.</summary>
internal sealed record EngineAnswer(string Decision, string? Layer, IReadOnlyList<string> MissingKeys, IReadOnlyList<string> MatchedSids)
{
    private static readonly EngineAnswer Refused = new("invalid", null, [], []);

    public static EngineAnswer Of(string scenario)
    {
        using var answer = Ask(scenario);
        var root = answer.RootElement;
        if (root.TryGetProperty("error", out _))
            return Refused;
        return new EngineAnswer(
            root.GetProperty("decision").GetString()!,
            root.GetProperty("layer").GetString(),
            Sorted(root.GetProperty("missingContextKeys").EnumerateArray().Select(key => key.GetString())),
            Sorted(root.GetProperty("matchedStatements").EnumerateArray().Select(statement => statement.GetProperty("sid").GetString())));
    }

    /// <summary>Decision and layer alone, for many scenarios.</summary>
    public static (string Decision, string? Layer) Outcome(string scenario)
    {
        using var answer = Ask(scenario);
        var root = answer.RootElement;
        return root.TryGetProperty("error", out _)
            ? ("invalid", null)
            : (root.GetProperty("decision").GetString()!, root.GetProperty("layer").GetString());
    }

    private static JsonDocument Ask(string scenario)
    {
        var output = new ArrayBufferWriter<byte>();
        using var simulator = new Simulator(output);
        simulator.Answer(Encoding.UTF8.GetBytes(scenario), 1);
        return JsonDocument.Parse(output.WrittenMemory);
    }

    private static List<string> Sorted(IEnumerable<string?> texts)
    {
        return texts.Where(text => !string.IsNullOrEmpty(text)).Select(text => text!).Order(StringComparer.Ordinal).ToList();
    }
}
