using System.Buffers;
using System.Globalization;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Cli.Simulation;

/// <summary>Decides scenarios without a server: one line of JSON in, one line of JSON out. Not thread-safe.</summary>
/// <param name="output">Where the answers and their line breaks are written.</param>
internal sealed class Simulator(IBufferWriter<byte> output) : IDisposable
{
    private readonly AnswerWriter _answer = new(output);

    /// <summary>Answers one line.</summary>
    /// <param name="line">The scenario, UTF-8 JSON.</param>
    /// <param name="number">The line's number in diagnostics.</param>
    /// <returns>False when the answer is an error.</returns>
    public bool Answer(ReadOnlyMemory<byte> line, int number)
    {
        var source = new SourceText(NameOf(number), line);
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(source, JsonDialect.Strict, diagnostics);
        Scenario? scenario = root is null ? null : new ScenarioReader(source, diagnostics).Read(root);
        if (scenario is null || diagnostics.HasErrors)
        {
            _answer.WriteError(root, diagnostics.Sorted());
            return false;
        }

        PrincipalProgram principal = ScenarioPrograms.OfPrincipal(scenario);
        ResourceProgram resource = ScenarioPrograms.OfResource(scenario);
        Decision decision = Evaluator.Explain(scenario.Request, principal, resource, out Explanation explanation);
        _answer.WriteDecision(root, decision, explanation);
        return true;
    }

    /// <summary>Answers a line that was too long to keep; always an error, so always false.</summary>
    public bool RefuseTooLong(int number)
    {
        _answer.WriteError(null,
        [
            new Diagnostic(ScenarioRules.LineTooLong, NameOf(number), new SourcePosition(1, 1), $"the line has more than {LineReader.MaxBytes} bytes"),
        ]);
        return false;
    }

    public void Dispose() => _answer.Dispose();

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");
}
