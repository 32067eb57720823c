using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Organizations.Accounts;
using Authz.Organizations.Attachments;
using Authz.Organizations.Principals;
using Authz.Policies.Names;

namespace Authz.Organizations.Snapshots;

/// <summary>
/// Compiles the layers of an organization. What several principals have in common is compiled once: a unit's level for all accounts below
/// it, a policy for all to whom it is attached, a set of policies for all who have just these.
/// </summary>
internal sealed class SnapshotCompiler(Organization organization, ProgramMemory memory)
{
    private readonly SharedParts _parts = new();

    /// <summary>The control policies of every account, root level first.</summary>
    public FrozenDictionary<AccountId, ImmutableArray<LayerProgram>> CompileControls(PolicyLayer layer)
    {
        return organization.Accounts.ToFrozenDictionary(static a => a.Id, account => memory.LevelsOf(CompileLevels(layer, account)));
    }

    /// <summary>The layers of a user or role; one and the same for all who have the same policies.</summary>
    public PrincipalLayers Compile(ImmutableArray<LayerProgram> serviceControl, IReadOnlyList<NamedPolicy> identity, NamedPolicy? boundary)
    {
        return memory.PrincipalOf(new PrincipalLayers
        {
            ServiceControl = serviceControl,
            Identity = Compile(PolicyLayer.Identity, identity),
            Boundary = boundary is null ? null : Compile(PolicyLayer.Boundary, [boundary]),
        });
    }

    /// <summary>The layers of the root user of an account.</summary>
    public PrincipalLayers CompileRoot(ImmutableArray<LayerProgram> serviceControl) =>
        memory.PrincipalOf(new PrincipalLayers { ServiceControl = serviceControl });

    /// <summary>The layers of a role as something to be assumed.</summary>
    public ResourceProgram CompileTrust(Role role, ControlProgram resourceControl) => new()
    {
        ResourceControl = resourceControl,
        Policies = [CompileResource(new PolicySource("AssumeRolePolicyDocument", role.TrustPolicy))],
        MustGrant = true,
    };

    /// <summary>A resource's policy.</summary>
    public ResourcePolicyProgram CompileResource(PolicySource policy) => memory.ResourceOf(
        policy, one => ProgramCompiler.CompileResourcePolicy(LayerCompiler.Compile(PolicyLayer.Resource, [one], parts: _parts)));

    // under the names by which their authors know them
    private LayerProgram Compile(PolicyLayer layer, IReadOnlyList<NamedPolicy> policies) => memory.LayerOf(
        new PolicySet(layer, 0, policies),
        set => LayerCompiler.Compile(set.Layer, set.Policies.Select(static p => new PolicySource(p.Arn ?? p.Name, p.Document)), parts: _parts));

    private ImmutableArray<LayerProgram> CompileLevels(PolicyLayer layer, Account account)
    {
        var levels = ImmutableArray.CreateBuilder<LayerProgram>();
        foreach (OrganizationalUnit unit in organization.PathOf(account.Id)) levels.Add(CompileControl(layer, PoliciesOf(layer, unit), levels.Count));
        levels.Add(CompileControl(layer, PoliciesOf(layer, account), levels.Count));
        return levels.ToImmutable();
    }

    // a control policy is known by its name, as its file is
    private LayerProgram CompileControl(PolicyLayer layer, IReadOnlyList<NamedPolicy> policies, int level) => memory.LayerOf(
        new PolicySet(layer, level, policies),
        set => LayerCompiler.Compile(set.Layer, set.Policies.Select(static p => new PolicySource(p.Name, p.Document)), set.Level, _parts));

    private static IReadOnlyList<NamedPolicy> PoliciesOf(PolicyLayer layer, OrganizationalUnit unit) =>
        layer == PolicyLayer.ServiceControl ? unit.ServiceControlPolicies : unit.ResourceControlPolicies;

    private static IReadOnlyList<NamedPolicy> PoliciesOf(PolicyLayer layer, Account account) =>
        layer == PolicyLayer.ServiceControl ? account.ServiceControlPolicies : account.ResourceControlPolicies;
}
