using System.Text.Json;
using Authz.LoadTests.Reloads;

namespace Authz.LoadTests.Tests.Reloads;

public sealed class LargeOrganizationTests
{
    // AWS' quota of a managed policy
    private const int MostCharacters = 6144;

    [Fact]
    public void It_adds_ten_thousand_statements_within_the_quotas()
    {
        using var organization = LargeOrganization.Create();
        string[] policies = [.. Directory.GetFiles(Path.Combine(organization.Path, "policies", "managed"), "Load*.json").Select(File.ReadAllText)];
        Assert.All(policies, static p => Assert.InRange(p.Length, 1, MostCharacters));
        Assert.Equal(10_000, policies.Sum(static p => JsonDocument.Parse(p).RootElement.GetProperty("Statement").GetArrayLength()));
        using var reader = JsonDocument.Parse(File.ReadAllText(Path.Combine(organization.Path, "accounts/111122223333/roles/OrderReader.json")));
        Assert.Equal(10, reader.RootElement.GetProperty("AttachedManagedPolicies").GetArrayLength());
    }

    [Fact]
    public void A_change_alternates_between_two_texts_and_leaves_nothing_behind()
    {
        using var organization = LargeOrganization.Create();
        var file = Path.Combine(organization.Path, "policies", "managed", "Load000.json");
        string[] files = Directory.GetFiles(organization.Path, "*", SearchOption.AllDirectories);
        var first = File.ReadAllText(file);
        organization.Change();
        var second = File.ReadAllText(file);
        organization.Change();
        Assert.NotEqual(first, second);
        Assert.Equal(first, File.ReadAllText(file));
        Assert.Equal(2, organization.Changes);
        Assert.Equal(files.Order(), Directory.GetFiles(organization.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void It_is_gone_in_the_end()
    {
        var organization = LargeOrganization.Create();
        organization.Dispose();
        Assert.False(Directory.Exists(organization.Path));
    }
}
