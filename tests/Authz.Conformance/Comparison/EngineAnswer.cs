using System.Buffers;
using System.Text;
using System.Text.Json;
using Authz.Cli.Simulation;

namespace Authz.Conformance.Comparison;

/// <summary>The engine's answer to a scenario, as <c>authz simulate</c> gives it.</summary>
internal static class EngineAnswer
{
    public static (string Decision, string? Layer) Of(string scenario)
    {
        var output = new ArrayBufferWriter<byte>();
        using var simulator = new Simulator(output);
        simulator.Answer(Encoding.UTF8.GetBytes(scenario), 1);
        using var answer = JsonDocument.Parse(output.WrittenMemory);
        return answer.RootElement.TryGetProperty("error", out _)
            ? ("invalid", null)
            : (answer.RootElement.GetProperty("decision").GetString()!, answer.RootElement.GetProperty("layer").GetString());
    }
}
