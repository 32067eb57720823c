using Authz.Organizations.Snapshots;
using Authz.Policies.Names;

namespace Authz.Organizations.Tests.Snapshots;

public sealed class ResourceCatalogueTests
{
    private const string Owner = "111122223333";

    private readonly Snapshot _snapshot = new(
        new OrganizationSketch()
            .With($"{OrganizationSketch.Account}/resources/all.json", Entry("arn:aws:s3:::docs/*", """{ "Key": "team", "Value": "docs" }, { "Key": "class", "Value": "open" }"""))
            .With($"{OrganizationSketch.Account}/resources/some.json", Entry("arn:aws:s3:::docs/secret/*", """{ "Key": "class", "Value": "secret" }"""))
            .Read(),
        "r1", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Every_entry_that_names_a_resource_counts_the_longest_pattern_first()
    {
        ResourceFacts facts = FactsOf("arn:aws:s3:::docs/secret/plan");
        Assert.Equal(["arn:aws:s3:::docs/secret/*", "arn:aws:s3:::docs/*"], facts.Entries.Select(static e => e.Pattern.Text));
        Assert.Equal(2, facts.Program.Policies.Length);
        Assert.Equal(Owner, facts.Account.Value);
    }

    [Fact]
    public void One_entry_stands_alone() => Assert.Equal("docs", Assert.Single(FactsOf("arn:aws:s3:::docs/a").Entries).Tags["TEAM"]);

    [Theory]
    [InlineData("arn:aws:s3:::other/a", "999999999999")]
    [InlineData("*", "999999999999")]
    [InlineData("arn:aws:sqs:eu-west-1:222233334444:q", "222233334444")]
    public void What_no_entry_names_is_the_accounts_of_its_arn_or_the_callers(string resource, string owner)
    {
        ResourceFacts facts = FactsOf(resource);
        Assert.Empty(facts.Entries);
        Assert.Equal(owner, facts.Account.Value);
    }

    private static string Entry(string resource, string tags) =>
        $$"""
        { "Resource": "{{resource}}", "Tags": [ {{tags}} ], "Policy": { "Version": "2012-10-17", "Statement":
          { "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "*" } } }
        """;

    private ResourceFacts FactsOf(string text)
    {
        Assert.True(ResourceName.TryParse(text, out ResourceName resource));
        Assert.True(AccountId.TryParse("999999999999", out AccountId caller));
        return _snapshot.FactsOf(resource, caller);
    }
}
