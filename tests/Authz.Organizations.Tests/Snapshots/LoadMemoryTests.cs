using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Limits;

namespace Authz.Organizations.Tests.Snapshots;

/// <summary>A load compiles what changed.</summary>
public sealed class LoadMemoryTests
{
    private readonly LoadMemory _memory = new();
    private readonly OrganizationSketch _sketch = new OrganizationSketch().With($"{OrganizationSketch.Account}/roles/a.json", Role("a", "orders"))
        .With($"{OrganizationSketch.Account}/roles/b.json", Role("b", "shop"));

    [Fact]
    public void Programs_of_policies_that_did_not_change_are_those_of_the_load_before()
    {
        Snapshot first = Load();
        _sketch.With($"{OrganizationSketch.Account}/roles/b.json", Role("b", "stock"));
        Snapshot second = Load();
        Assert.NotEqual(first.Revision, second.Revision);
        Assert.Same(first.LayersOf(RoleOf(first, "a")).Identity, second.LayersOf(RoleOf(second, "a")).Identity);
        Assert.Same(first.LayersOf(RoleOf(first, "a")), second.LayersOf(RoleOf(second, "a")));
        Assert.Same(first.RootLayersOf(RoleOf(first, "a").Account), second.RootLayersOf(RoleOf(first, "a").Account));
        Assert.NotSame(first.LayersOf(RoleOf(first, "b")).Identity, second.LayersOf(RoleOf(second, "b")).Identity);
        Assert.Same(first.TrustProgramOf(RoleOf(first, "b")).Policies[0], second.TrustProgramOf(RoleOf(second, "b")).Policies[0]);
    }

    [Fact]
    public void What_a_load_did_not_use_is_forgotten()
    {
        Snapshot first = Load();
        _sketch.Without($"{OrganizationSketch.Account}/roles/b.json");
        Load();
        _sketch.With($"{OrganizationSketch.Account}/roles/b.json", Role("b", "shop"));
        Snapshot third = Load();
        Assert.NotSame(first.LayersOf(RoleOf(first, "b")).Identity, third.LayersOf(RoleOf(third, "b")).Identity);
    }

    [Fact]
    public void What_a_load_replaced_is_not_held_on_to()
    {
        WeakReference replaced = LoadAndForget();
        _sketch.With($"{OrganizationSketch.Account}/roles/b.json", Role("b", "stock"));
        Snapshot second = Load();
        GC.Collect();
        Assert.False(replaced.IsAlive);
        GC.KeepAlive(second);
    }

    // not inlined, so that no variable holds it
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference LoadAndForget()
    {
        Snapshot first = Load();
        return new WeakReference(RoleOf(first, "b").IdentityPolicies[0].Document);
    }

    private Snapshot Load() =>
        OrganizationLoader.Load(_sketch.Files, OrganizationLoader.RevisionOf(_sketch.Files), PolicyLimits.Aws, _memory, TimeProvider.System).Snapshot!;

    private static Role RoleOf(Snapshot snapshot, string name) => snapshot.Organization.FindRole($"arn:aws:iam::111122223333:role/{name}")!;

    private static string Role(string name, string service) => $$"""
        { "RoleName": "{{name}}", "AssumeRolePolicyDocument": {{OrganizationSketch.Trust}},
          "RolePolicyList": [ { "PolicyName": "p", "PolicyDocument": {{OrganizationSketch.Allow.Replace("orders", service, StringComparison.Ordinal)}} } ] }
        """;
}
