using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Policies.Documents;

namespace Authz.Cli.Simulation;

/// <summary>Compiles the policies of a scenario.</summary>
internal static class ScenarioPrograms
{
    public static PrincipalProgram OfPrincipal(Scenario scenario) => ProgramCompiler.Compile(new PrincipalLayers
    {
        ServiceControl = CompileLevels(PolicyLayer.ServiceControl, scenario.ServiceControlPolicies),
        Identity = Compile(PolicyLayer.Identity, scenario.IdentityPolicies),
        Boundary = scenario.Boundary.IsDefault ? null : Compile(PolicyLayer.Boundary, scenario.Boundary),
        Session = scenario.SessionPolicies.IsEmpty ? null : Compile(PolicyLayer.Session, scenario.SessionPolicies),
    }, isAskedOnce: true);

    public static ResourceProgram OfResource(Scenario scenario) => new()
    {
        ResourceControl = ProgramCompiler.CompileControls(CompileLevels(PolicyLayer.ResourceControl, scenario.ResourceControlPolicies), isAskedOnce: true),
        Policies = scenario.ResourcePolicy is { } policy
            ? [ProgramCompiler.CompileResourcePolicy(Compile(PolicyLayer.Resource, [policy]))] : [],
        MustGrant = scenario.ResourcePolicyKind != PolicyKind.Resource,
    };

    private static ImmutableArray<LayerProgram> CompileLevels(PolicyLayer layer, ImmutableArray<ImmutableArray<PolicyDocument>> levels) =>
        levels.IsDefault ? default : [.. levels.Select((policies, level) => Compile(layer, policies, level))];

    private static LayerProgram Compile(PolicyLayer layer, ImmutableArray<PolicyDocument> policies, int level = 0) =>
        LayerCompiler.Compile(layer, policies.Select(static p => new PolicySource("", p)), level);
}
