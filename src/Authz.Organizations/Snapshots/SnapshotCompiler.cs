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

/// <summary>Compiles the layers of an organization. A unit's level is compiled once for all accounts below it.</summary>
internal sealed class SnapshotCompiler(Organization organization)
{
    /// <summary>The control policies of every account, root level first.</summary>
    public FrozenDictionary<AccountId, ImmutableArray<LayerProgram>> CompileControls(PolicyLayer layer)
    {
        var units = new Dictionary<string, LayerProgram>(StringComparer.Ordinal);
        return organization.Accounts.ToFrozenDictionary(static a => a.Id, account => CompileLevels(layer, account, units));
    }

    /// <summary>The layers of a user or role.</summary>
    public static PrincipalProgram Compile(
        ImmutableArray<LayerProgram> serviceControl, IReadOnlyList<NamedPolicy> identity, NamedPolicy? boundary) =>
        new()
        {
            ServiceControl = serviceControl,
            Identity = Compile(PolicyLayer.Identity, identity),
            Boundary = boundary is null ? null : Compile(PolicyLayer.Boundary, [boundary]),
        };

    /// <summary>The layers of a role as something to be assumed.</summary>
    public static ResourceProgram CompileTrust(Role role, ImmutableArray<LayerProgram> resourceControl) => new()
    {
        ResourceControl = resourceControl,
        Policies = [LayerCompiler.Compile(PolicyLayer.Resource, [new PolicySource("AssumeRolePolicyDocument", role.TrustPolicy)])],
        MustGrant = true,
    };

    /// <summary>Compiles policies of one layer under the names by which their authors know them.</summary>
    public static LayerProgram Compile(PolicyLayer layer, IReadOnlyList<NamedPolicy> policies) =>
        LayerCompiler.Compile(layer, policies.Select(static p => new PolicySource(p.Arn ?? p.Name, p.Document)));

    private ImmutableArray<LayerProgram> CompileLevels(PolicyLayer layer, Account account, Dictionary<string, LayerProgram> units)
    {
        var levels = ImmutableArray.CreateBuilder<LayerProgram>();
        foreach (OrganizationalUnit unit in organization.PathOf(account.Id))
        {
            if (!units.TryGetValue(unit.Id, out LayerProgram? level))
                units[unit.Id] = level = CompileControl(layer, PoliciesOf(layer, unit), levels.Count);
            levels.Add(level);
        }

        levels.Add(CompileControl(layer, PoliciesOf(layer, account), levels.Count));
        return levels.ToImmutable();
    }

    // a control policy is known by its name, as its file is
    private static LayerProgram CompileControl(PolicyLayer layer, IReadOnlyList<NamedPolicy> policies, int level) =>
        LayerCompiler.Compile(layer, policies.Select(static p => new PolicySource(p.Name, p.Document)), level);

    private static IReadOnlyList<NamedPolicy> PoliciesOf(PolicyLayer layer, OrganizationalUnit unit) =>
        layer == PolicyLayer.ServiceControl ? unit.ServiceControlPolicies : unit.ResourceControlPolicies;

    private static IReadOnlyList<NamedPolicy> PoliciesOf(PolicyLayer layer, Account account) =>
        layer == PolicyLayer.ServiceControl ? account.ServiceControlPolicies : account.ResourceControlPolicies;
}
