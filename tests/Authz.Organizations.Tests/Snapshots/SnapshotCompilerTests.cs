using Authz.Engine.Programs;
using Authz.Organizations.Snapshots;

namespace Authz.Organizations.Tests.Snapshots;

/// <summary>What principals have in common is compiled once.</summary>
public sealed class SnapshotCompilerTests
{
    private const string Shared = "arn:aws:iam::aws:policy/";

    [Fact]
    public void Principals_with_the_same_policies_have_the_same_layers()
    {
        Snapshot snapshot = Compile(Role("A", "One", "Two"), Role("B", "One", "Two"), Role("C", "Two", "One"), Role("D", "One"));
        PrincipalLayers[] layers = [.. snapshot.Organization.Roles.OrderBy(static r => r.Name).Select(snapshot.LayersOf)];
        Assert.Same(layers[0], layers[1]);
        Assert.NotSame(layers[0], layers[2]);
        Assert.NotSame(layers[0], layers[3]);
        Assert.Equal([2, 2, 2, 1], layers.Select(static l => l.Identity!.StatementCount));
    }

    [Fact]
    public void A_policy_under_another_boundary_makes_other_layers()
    {
        Snapshot snapshot = Compile(Role("A", "One"), ("B", Role("B", "One").Text.Replace("\"Path\"", $"\"PermissionsBoundary\": {{ \"PermissionsBoundaryArn\": \"{Shared}Two\" }}, \"Path\"")));
        PrincipalLayers[] layers = [.. snapshot.Organization.Roles.OrderBy(static r => r.Name).Select(snapshot.LayersOf)];
        Assert.NotSame(layers[0], layers[1]);
        Assert.Same(layers[0].Identity, layers[1].Identity);
        Assert.Null(layers[0].Boundary);
        Assert.NotNull(layers[1].Boundary);
    }

    private static (string Name, string Text) Role(string name, params string[] policies) => (name,
        $$"""
        { "RoleName": "{{name}}", "Path": "/", "AssumeRolePolicyDocument": {{OrganizationSketch.Trust}},
          "AttachedManagedPolicies": [{{string.Join(',', policies.Select(static p => $"{{ \"PolicyArn\": \"{Shared}{p}\" }}"))}}] }
        """);

    private static Snapshot Compile(params (string Name, string Text)[] roles)
    {
        OrganizationSketch sketch = new OrganizationSketch()
            .With("policies/managed/One.json", OrganizationSketch.Allow)
            .With("policies/managed/Two.json", OrganizationSketch.Allow.Replace("orders:*", "s3:*", StringComparison.Ordinal));
        foreach ((var name, var text) in roles) sketch.With($"{OrganizationSketch.Account}/roles/{name}.json", text);
        return new Snapshot(sketch.Read(), "r1", DateTimeOffset.UnixEpoch);
    }
}
