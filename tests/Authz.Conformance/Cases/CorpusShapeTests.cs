using System.Text.Json;
using Json.Schema;

namespace Authz.Conformance.Cases;

/// <summary>The corpus is whole: its lines have the documented shape, its ids are unique, every rule has cases.</summary>
public sealed class CorpusShapeTests
{
    private static readonly string[] Sources = ["docs", "knowledge", "community", "decision"];
    private static readonly string[] Kinds = [RuleTable.Scenario, "loader test", "token test", "service test", "none"];

    [Fact]
    public void Every_line_is_valid_by_the_schema()
    {
        var schema = JsonSchema.FromText(Corpus.Text("case.schema.json"));
        var faulty = Corpus.All.Where(one => !IsValid(schema, one.Scenario)).Select(one => one.Place);

        Assert.Empty(faulty);
    }

    [Theory]
    [InlineData("""{"id":"GR-01"}""")]
    [InlineData("""{"id":"one","why":"a reason of some length","principal":"*","action":"s3:Get","resource":"*","expected":{"decision":"allowed"},"basis":"docs"}""")]
    [InlineData("""{"id":"GR-01","why":"a reason of some length","principal":"*","action":"s3:Get","resource":"*","expected":{"decision":"allow"},"basis":"docs"}""")]
    [InlineData("""{"id":"GR-01","why":"a reason of some length","principal":"*","action":"s3:Get","resource":"*","expected":{"decision":"allowed","layer":"identity"},"basis":"docs"}""")]
    [InlineData("""{"id":"GR-01","why":"a reason of some length","principal":"*","action":"s3:Get","resource":"*","contexts":{},"expected":{"decision":"allowed"},"basis":"docs"}""")]
    [InlineData("""{"id":"GR-01","why":"a reason of some length","principal":"*","action":"s3:Get","resource":"*","context":{"a:b":null},"expected":{"decision":"allowed"},"basis":"docs"}""")]
    public void The_schema_refuses_other_lines(string line)
    {
        Assert.False(IsValid(JsonSchema.FromText(Corpus.Text("case.schema.json")), line));
    }

    [Fact]
    public void Ids_are_unique_over_all_files()
    {
        var doubled = Corpus.All.GroupBy(one => one.Id).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(doubled);
        Assert.True(Corpus.All.Count(one => !one.IsPublic) >= 1_000);
        Assert.Equal(170, Corpus.All.Count(one => one.IsPublic));
    }

    [Fact]
    public void Every_explicit_or_implicit_deny_names_its_layer()
    {
        var silent = Corpus.All.Where(one => !one.IsPublic && one.Decision.EndsWith("Deny", StringComparison.Ordinal) && one.Layer is null);

        Assert.Empty(silent.Select(one => one.Place));
    }

    [Fact]
    public void Every_rule_that_scenarios_decide_has_cases()
    {
        var used = Corpus.All.SelectMany(one => one.Rules).ToHashSet();
        var missing = RuleTable.Read().Where(rule => rule.HeldBy == RuleTable.Scenario && !used.Contains(rule.Id));

        Assert.Empty(missing.Select(rule => rule.Id));
    }

    [Fact]
    public void Cases_name_rules_that_exist_and_that_scenarios_decide()
    {
        var decided = RuleTable.Read().Where(rule => rule.HeldBy == RuleTable.Scenario).Select(rule => rule.Id).ToHashSet();
        var wrong = Corpus.All.Where(one => !one.IsPublic && (one.Rules.Count == 0 || !decided.IsSupersetOf(one.Rules)));

        Assert.Empty(wrong.Select(one => $"{one.Place}: {string.Join(' ', one.Rules)}"));
    }

    [Fact]
    public void The_rows_of_the_rules_are_whole()
    {
        var rules = RuleTable.Read();

        Assert.True(rules.Count > 300);
        Assert.Equal(rules.Count, rules.Select(rule => rule.Id).Distinct().Count());
        Assert.All(rules, rule => Assert.All(rule.Source.Split(", "), source => Assert.Contains(source, Sources)));
        Assert.All(rules, rule => Assert.Contains(rule.HeldBy, Kinds));
    }

    private static bool IsValid(JsonSchema schema, string line)
    {
        using var json = JsonDocument.Parse(line);
        return schema.Evaluate(json.RootElement).IsValid;
    }
}
