using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Organizations.Resources;
using Authz.Policies.Names;

namespace Authz.Organizations.Snapshots;

/// <summary>
/// An organization, compiled, as it was at one moment. Immutable and thread-safe: a request reads the current one once and keeps it
/// to its end.
/// </summary>
public sealed class Snapshot
{
    private readonly FrozenDictionary<string, PrincipalLayers> _principals;
    private readonly FrozenDictionary<string, ResourceProgram> _trust;
    private readonly FrozenDictionary<AccountId, PrincipalLayers> _roots;
    private readonly ResourceCatalogue _resources;

    /// <summary>Compiles an organization.</summary>
    /// <param name="organization">The organization, found without error.</param>
    /// <param name="revision">What the revision is called; the same for the same content.</param>
    /// <param name="loadedAt">When it was loaded.</param>
    public Snapshot(Organization organization, string revision, DateTimeOffset loadedAt)
        : this(organization, revision, loadedAt, new ProgramMemory())
    {
    }

    /// <summary>Compiles what the load before has not compiled.</summary>
    internal Snapshot(Organization organization, string revision, DateTimeOffset loadedAt, ProgramMemory memory)
    {
        memory.Begin();
        (Organization, Revision, LoadedAt) = (organization, revision, loadedAt);
        var compiler = new SnapshotCompiler(organization, memory);
        FrozenDictionary<AccountId, ImmutableArray<LayerProgram>> controls = compiler.CompileControls(PolicyLayer.ServiceControl);
        _roots = controls.ToFrozenDictionary(static c => c.Key, c => compiler.CompileRoot(c.Value));
        _principals = organization.Users.Select(u => (Id: u.UserId, u.Account, u.IdentityPolicies, u.Boundary))
            .Concat(organization.Roles.Select(r => (Id: r.RoleId, r.Account, r.IdentityPolicies, r.Boundary)))
            .ToFrozenDictionary(
                static p => p.Id,
                p => compiler.Compile(controls[p.Account], p.IdentityPolicies, p.Boundary),
                StringComparer.Ordinal);
        FrozenDictionary<AccountId, ControlProgram> resourceControl = compiler.CompileControls(PolicyLayer.ResourceControl)
            .ToFrozenDictionary(static c => c.Key, static c => ProgramCompiler.CompileControls(c.Value));
        _trust = organization.Roles.ToFrozenDictionary(
            static r => r.RoleId, r => compiler.CompileTrust(r, resourceControl[r.Account]), StringComparer.Ordinal);
        _resources = new ResourceCatalogue(organization, compiler, resourceControl);
        memory.End();
    }

    /// <summary>The organization.</summary>
    public Organization Organization { get; }

    /// <summary>What this revision is called.</summary>
    public string Revision { get; }

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>The layers of a user of this organization; the same instance for all who have the same policies.</summary>
    public PrincipalLayers LayersOf(User user) => _principals[user.UserId];

    /// <summary>The layers of a role of this organization, without session policies; the same instance for all who have the same policies.</summary>
    public PrincipalLayers LayersOf(Role role) => _principals[role.RoleId];

    /// <summary>The layers of the root user of an account of this organization.</summary>
    public PrincipalLayers RootLayersOf(AccountId account) => _roots[account];

    /// <summary>The layers of a role of this organization as something to be assumed: its trust policy must say yes.</summary>
    public ResourceProgram TrustProgramOf(Role role) => _trust[role.RoleId];

    /// <summary>What is known of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="caller">The caller's account: the owner when neither the ARN nor an entry names one.</param>
    public ResourceFacts FactsOf(in ResourceName resource, AccountId caller) => _resources.FactsOf(resource, caller);

    /// <summary>What is known of what a request is about: to actions of <c>sts</c> a role is something to be assumed (section 5.6).</summary>
    /// <param name="action">The action.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="caller">As in the other overload.</param>
    public ResourceFacts FactsOf(ActionName action, in ResourceName resource, AccountId caller) =>
        action.Service.Equals("sts", StringComparison.OrdinalIgnoreCase) && resource.IsArn && Organization.FindRole(resource.Text!) is { } role
            ? new ResourceFacts(role.Account, TrustProgramOf(role), []) { Owner = _resources.FindAccount(role.Account.Value) }
            : FactsOf(resource, caller);

    /// <summary>Whether an account manages this organization.</summary>
    public bool IsManagement(AccountId account) => account == Organization.ManagementAccountId;
}

/// <summary>What is known of a resource.</summary>
/// <param name="Account">The account that owns it.</param>
/// <param name="Program">The layers that follow it.</param>
/// <param name="Entries">The entries that name it, the longest pattern first; empty when there is none.</param>
public readonly record struct ResourceFacts(AccountId Account, ResourceProgram Program, ImmutableArray<ResourceEntry> Entries)
{
    /// <summary>The account that owns it, when it is one of the organization; else null.</summary>
    public AccountFacts? Owner { get; init; }
}
