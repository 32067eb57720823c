using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Organizations.Resources;
using Authz.Policies.Names;
using Authz.Policies.Patterns;

namespace Authz.Organizations.Snapshots;

/// <summary>The resources that an organization says something about, by service.</summary>
internal sealed class ResourceCatalogue
{
    private readonly FrozenDictionary<AccountId, ResourceProgram> _bare;
    private readonly FrozenDictionary<string, Known[]>.AlternateLookup<ReadOnlySpan<char>> _byService;
    private readonly Known[] _anyService;

    public ResourceCatalogue(
        Organization organization, SnapshotCompiler compiler, FrozenDictionary<AccountId, ControlProgram> resourceControl)
    {
        _bare = resourceControl.ToFrozenDictionary(static p => p.Key, static p => new ResourceProgram { ResourceControl = p.Value });
        Known[] all = [.. organization.Accounts.SelectMany(static a => a.Resources).Select(e => Compile(e, compiler, resourceControl[e.Account]))];
        _anyService = [.. all.Where(static k => HasWildcard(k.Entry.Pattern.Service))];
        _byService = all.Where(static k => !HasWildcard(k.Entry.Pattern.Service))
            .GroupBy(static k => k.Entry.Pattern.Service, StringComparer.Ordinal)
            .ToFrozenDictionary(static g => g.Key, static g => g.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What is known of a resource; see <see cref="Snapshot"/>.</summary>
    public ResourceFacts FactsOf(in ResourceName resource, AccountId caller)
    {
        AccountId named = resource.Account;
        Known? first = null;
        List<Known>? all = null;
        if (_byService.TryGetValue(resource.Field(2), out Known[]? candidates)) Collect(candidates, resource, named, ref first, ref all);
        Collect(_anyService, resource, named, ref first, ref all);
        if (first is null)
        {
            AccountId owner = named.IsNone ? caller : named;
            // an account outside the organization has no control policies of ours
            return new ResourceFacts(owner, _bare.GetValueOrDefault(owner, ResourceProgram.Empty), []);
        }

        return all is null ? new ResourceFacts(first.Entry.Account, first.Program, first.Entries) : Unite(all);
    }

    // Where patterns overlap, their policies are one set: a Deny of any of them holds. Of a tag that several give, the longer pattern's
    // stands. An entry of another account than the owner's says nothing about the resource.
    private static ResourceFacts Unite(List<Known> all)
    {
        ResourceProgram first = all[0].Program;
        return new ResourceFacts(
            all[0].Entry.Account,
            new ResourceProgram { ResourceControl = first.ResourceControl, Policies = [.. all.SelectMany(static k => k.Program.Policies)] },
            [.. all.Select(static k => k.Entry).OrderByDescending(static e => e.Pattern.Text.Length).ThenBy(static e => e.Pattern.Text, StringComparer.Ordinal)]);
    }

    private static void Collect(Known[] candidates, in ResourceName resource, AccountId named, ref Known? first, ref List<Known>? all)
    {
        foreach (Known known in candidates)
        {
            AccountId owner = first?.Entry.Account ?? named;
            if ((!owner.IsNone && owner != known.Entry.Account) || !ResourceMatcher.IsMatch(known.Pattern, resource)) continue;
            if (first is null) first = known;
            else (all ??= [first]).Add(known);
        }
    }

    private static Known Compile(ResourceEntry entry, SnapshotCompiler compiler, ControlProgram resourceControl)
    {
        if (!ArnPattern.TryParse(entry.Pattern.Text, variables: false, out ArnPattern? pattern, out var fault))
            throw new InvalidOperationException($"a resource entry was accepted whose pattern is none: {fault}");
        ImmutableArray<ResourcePolicyProgram> policies = entry.Policy is null
            ? [] : [compiler.CompileResource(new PolicySource(entry.Pattern.Text, entry.Policy))];
        return new Known(entry, LayerCompiler.Compile(pattern), new ResourceProgram { ResourceControl = resourceControl, Policies = policies });
    }

    private static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?');

    private sealed record Known(ResourceEntry Entry, ResourcePattern Pattern, ResourceProgram Program)
    {
        public ImmutableArray<ResourceEntry> Entries { get; } = [Entry];
    }
}
