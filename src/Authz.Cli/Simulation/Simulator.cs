using System.Buffers;
using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Cli.Simulation;

/// <summary>Decides scenarios without a server: one line of JSON in, one line of JSON out.</summary>
internal static class Simulator
{
    /// <summary>Answers one line.</summary>
    /// <param name="line">The scenario, UTF-8 JSON.</param>
    /// <param name="name">The line's name in diagnostics.</param>
    /// <param name="output">Where the answer and a line break are written.</param>
    /// <returns>False when the answer is an error.</returns>
    public static bool Answer(ReadOnlyMemory<byte> line, string name, IBufferWriter<byte> output)
    {
        var source = new SourceText(name, line);
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(source, JsonDialect.Strict, diagnostics);
        Scenario? scenario = root is null ? null : new ScenarioReader(source, diagnostics).Read(root);
        using var answer = new AnswerWriter(output, root);
        if (scenario is null || diagnostics.HasErrors)
        {
            answer.WriteError(diagnostics.Sorted());
            return false;
        }

        PrincipalProgram principal = CompilePrincipal(scenario);
        ResourceProgram resource = CompileResource(scenario);
        Decision decision = Evaluator.Evaluate(scenario.Request, principal, resource);
        answer.WriteDecision(decision, Explanation.Of(decision, scenario.Request, principal, resource));
        return true;
    }

    private static PrincipalProgram CompilePrincipal(Scenario scenario) => new()
    {
        ServiceControl = CompileLevels(PolicyLayer.ServiceControl, scenario.ServiceControlPolicies),
        Identity = Compile(PolicyLayer.Identity, scenario.IdentityPolicies),
        Boundary = scenario.Boundary.IsDefault ? null : Compile(PolicyLayer.Boundary, scenario.Boundary),
        Session = scenario.SessionPolicies.IsEmpty ? null : Compile(PolicyLayer.Session, scenario.SessionPolicies),
    };

    private static ResourceProgram CompileResource(Scenario scenario) => new()
    {
        ResourceControl = CompileLevels(PolicyLayer.ResourceControl, scenario.ResourceControlPolicies),
        Policies = scenario.ResourcePolicy is { } policy ? [Compile(PolicyLayer.Resource, [policy])] : [],
        MustGrant = scenario.ResourcePolicyKind != PolicyKind.Resource,
    };

    private static ImmutableArray<LayerProgram> CompileLevels(PolicyLayer layer, ImmutableArray<ImmutableArray<PolicyDocument>> levels) =>
        levels.IsDefault ? default : [.. levels.Select((policies, level) => Compile(layer, policies, level))];

    private static LayerProgram Compile(PolicyLayer layer, ImmutableArray<PolicyDocument> policies, int level = 0) =>
        LayerCompiler.Compile(layer, policies.Select(static p => new PolicySource("", p)), level);
}
