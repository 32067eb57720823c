using System.Buffers;
using System.Text;
using System.Text.Json;
using Authz.Cli.Simulation;
using Authz.Conformance.Reference;

namespace Authz.Fuzzing.Targets;

/// <summary>A whole line of <c>authz simulate</c> against the reference evaluator: decision, layer, and what is refused.</summary>
internal static class ScenarioTarget
{
    public static void Check(byte[] input)
    {
        Answer answer = Ask(input);
        if (FuzzTarget.TextOf(input) is not { } text)
        {
            Property.Same("invalid", answer.Decision, "what is no UTF-8 is refused");
            return;
        }

        Compare(text, answer);
    }

    /// <summary>Asks both about a scenario.</summary>
    public static void Compare(string scenario) => Compare(scenario, Ask(Encoding.UTF8.GetBytes(scenario)));

    private static void Compare(string scenario, Answer answer)
    {
        ReferenceAnswer expected = ReferenceEvaluator.Evaluate(KnownFields.Of(scenario));
        var isStricter = answer.Codes.Any(Strictness.Codes.Contains);
        if (isStricter) return;
        if (answer.Decision != expected.Decision || answer.Layer != expected.Layer)
        {
            throw new BrokenPropertyException(
                $"the reference says {expected.Decision} {expected.Layer} {ReferenceEvaluator.Refusal(KnownFields.Of(scenario))}, "
                + $"the engine {answer.Decision} {answer.Layer} {string.Join(' ', answer.Codes)}");
        }
    }

    private static Answer Ask(byte[] line)
    {
        var output = new ArrayBufferWriter<byte>();
        using var simulator = new Simulator(output);
        var isDecided = simulator.Answer(line, 1);
        Property.Same(output.WrittenCount - 1, output.WrittenSpan.IndexOf((byte)'\n'), "one answer is one line");
        using var json = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var isError = json.RootElement.TryGetProperty("error", out JsonElement error);
        Property.Same(isDecided, !isError, "a line is decided or an error");
        if (!isError) return Decided(json.RootElement);
        string[] codes = [.. error.EnumerateArray().Where(IsError).Select(finding => finding.GetProperty("code").GetString()!)];
        Property.Holds(codes.Length > 0, "an error says what is wrong");
        return new Answer("invalid", null, codes);
    }

    private static Answer Decided(JsonElement json)
    {
        var decision = json.GetProperty("decision").GetString()!;
        string?[] effects = [.. json.GetProperty("matchedStatements").EnumerateArray().Select(statement => statement.GetProperty("effect").GetString())];
        // a root user is allowed without a statement
        if (decision == "explicitDeny") Property.Holds(effects.Length > 0 && effects.All(effect => effect == "Deny"), "a denial names its statements");
        if (decision == "allowed") Property.Holds(effects.All(effect => effect == "Allow"), "an allow names statements that allow");
        return new Answer(decision, json.GetProperty("layer").GetString(), []);
    }

    private static bool IsError(JsonElement finding) => finding.GetProperty("severity").GetString() == "error";

    private sealed record Answer(string Decision, string? Layer, string[] Codes);
}
