using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Organizations.Accounts;
using Authz.Organizations.Resources;
using Authz.Policies.Names;
using Authz.Policies.Patterns;

namespace Authz.Organizations.Snapshots;

/// <summary>The resources that an organization says something about, by service.</summary>
internal sealed class ResourceCatalogue
{
    private readonly FrozenDictionary<string, AccountFacts>.AlternateLookup<ReadOnlySpan<char>> _accounts;
    private readonly FrozenDictionary<string, Known[]>.AlternateLookup<ReadOnlySpan<char>> _byService;
    private readonly Known[] _anyService;

    public ResourceCatalogue(
        Organization organization, SnapshotCompiler compiler, FrozenDictionary<AccountId, ControlProgram> resourceControl)
    {
        _accounts = resourceControl
            .Select(p => new AccountFacts(organization, p.Key, new ResourceProgram { ResourceControl = p.Value }))
            .ToFrozenDictionary(static f => f.Id.ToString(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        Known[] all = [.. organization.Accounts.SelectMany(static a => a.Resources).Select(e => Compile(e, compiler, FindAccount(e.Account.Value)!))];
        _anyService = [.. all.Where(static k => HasWildcard(k.Entry.Pattern.Service))];
        _byService = all.Where(static k => !HasWildcard(k.Entry.Pattern.Service))
            .GroupBy(static k => k.Entry.Pattern.Service, StringComparer.Ordinal)
            .ToFrozenDictionary(static g => g.Key, static g => g.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What is known of a resource; see <see cref="Snapshot"/>.</summary>
    public ResourceFacts FactsOf(in ResourceName resource, AccountId caller)
    {
        // an account of ours needs no new id
        AccountFacts? ours = FindAccount(resource.Field(4));
        AccountId named = ours?.Id ?? resource.Account;
        Known? first = null;
        List<Known>? all = null;
        if (_byService.TryGetValue(resource.Field(2), out Known[]? candidates)) Collect(candidates, resource, named, ref first, ref all);
        Collect(_anyService, resource, named, ref first, ref all);
        if (first is null)
        {
            if (named.IsNone) ours = FindAccount(caller.Value);
            // an account outside the organization has no control policies of ours
            return new ResourceFacts(named.IsNone ? caller : named, ours?.Bare ?? ResourceProgram.Empty, []) { Owner = ours };
        }

        return all is null ? new ResourceFacts(first.Entry.Account, first.Program, first.Entries) { Owner = first.Owner } : Unite(all);
    }

    /// <summary>What requests are told of an account; null when it is not of this organization.</summary>
    public AccountFacts? FindAccount(ReadOnlySpan<char> account) => _accounts.TryGetValue(account, out AccountFacts? facts) ? facts : null;

    // Where patterns overlap, their policies are one set: a Deny of any of them holds. Of a tag that several give, the longer pattern's
    // stands. An entry of another account than the owner's says nothing about the resource.
    private static ResourceFacts Unite(List<Known> all)
    {
        ResourceProgram first = all[0].Program;
        return new ResourceFacts(
            all[0].Entry.Account,
            new ResourceProgram { ResourceControl = first.ResourceControl, Policies = [.. all.SelectMany(static k => k.Program.Policies)] },
            [.. all.Select(static k => k.Entry).OrderByDescending(static e => e.Pattern.Text.Length).ThenBy(static e => e.Pattern.Text, StringComparer.Ordinal)])
        {
            Owner = all[0].Owner,
        };
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

    private static Known Compile(ResourceEntry entry, SnapshotCompiler compiler, AccountFacts owner)
    {
        if (!ArnPattern.TryParse(entry.Pattern.Text, variables: false, out ArnPattern? pattern, out var fault))
            throw new InvalidOperationException($"a resource entry was accepted whose pattern is none: {fault}");
        ImmutableArray<ResourcePolicyProgram> policies = entry.Policy is null
            ? [] : [compiler.CompileResource(new PolicySource(entry.Pattern.Text, entry.Policy))];
        var program = new ResourceProgram { ResourceControl = owner.Bare.ResourceControl, Policies = policies };
        return new Known(entry, owner, LayerCompiler.Compile(pattern), program);
    }

    private static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?');

    private sealed record Known(ResourceEntry Entry, AccountFacts Owner, ResourcePattern Pattern, ResourceProgram Program)
    {
        public ImmutableArray<ResourceEntry> Entries { get; } = [Entry];
    }
}
