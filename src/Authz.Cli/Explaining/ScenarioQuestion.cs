using Authz.Cli.Findings;
using Authz.Cli.Inputs;
using Authz.Cli.Simulation;
using Authz.Engine.Evaluation;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Cli.Explaining;

/// <summary>A question asked by a scenario of <c>authz simulate</c>.</summary>
internal static class ScenarioQuestion
{
    /// <summary>Reads the scenario of a file, on one line or several, and decides it.</summary>
    /// <exception cref="UsageException">The file holds no scenario without fault; the faults were written to the error output.</exception>
    public static ExplainedDecision Decide(string path, Surroundings surroundings)
    {
        var source = new SourceText(path, InputFile.Read(path, surroundings));
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(source, JsonDialect.Relaxed, diagnostics);
        Scenario? scenario = root is null ? null : new ScenarioReader(source, diagnostics).Read(root);
        FindingReport.WriteText([.. diagnostics.Sorted().Select(static d => Finding.Of(d, d.Source))], surroundings.Error);
        if (scenario is null || diagnostics.HasErrors) throw new UsageException($"`{path}` is no scenario that can be decided");
        return new ExplainedDecision(
            scenario.Request,
            DecisionTrace.Of(scenario.Request, ScenarioPrograms.OfPrincipal(scenario), ScenarioPrograms.OfResource(scenario)));
    }
}
