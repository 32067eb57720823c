using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Authz.Cli.Findings;
using Authz.Organizations;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Limits;
using Authz.Policies.Lints;

namespace Authz.Cli.Tests.Findings;

/// <summary>
/// All codes together. That each code of policies, quotas, lints and organizations arises at its place is tested beside their readers,
/// where every catalogue is compared with the table of its tests; those of JSON and of scenarios are tested here.
/// </summary>
public sealed class DiagnosticCatalogueTests
{
    private const string Start = "{\"principal\":\"*\",\"action\":\"a:b\",\"resource\":\"*\"";

    public static TheoryData<string, string, int> Scenarios { get; } = new()
    {
        { "AZ1000", "{\"a\":\"\u00ff\"}", 7 },
        { "AZ1001", "{\"a\" 1}", 6 },
        { "AZ1002", Start + ",\"id\":1,\"id\":2}", 55 },
        { "AZ1004", new string('[', 65), 65 },
        { "AZ3000", "[]", 1 },
        { "AZ3001", "{\"action\":\"a:b\",\"resource\":\"*\"}", 1 },
        { "AZ3002", "{\"principal\":\"*\",\"action\":1,\"resource\":\"*\"}", 27 },
        { "AZ3003", "{\"principal\":\"x\",\"action\":\"a:b\",\"resource\":\"*\"}", 14 },
        { "AZ3004", "{\"principal\":\"arn:aws:sts::111122223333:assumed-role/a/b\",\"action\":\"a:b\",\"resource\":\"*\",\"principalEntity\":\"x\"}", 107 },
        { "AZ3005", "{\"principal\":\"*\",\"action\":\"a\",\"resource\":\"*\"}", 27 },
        { "AZ3006", "{\"principal\":\"*\",\"action\":\"a:b\",\"resource\":\"x\"}", 44 },
        { "AZ3007", Start + ",\"resourceAccount\":\"1\"}", 66 },
        { "AZ3008", Start + ",\"context\":{\"a:b\":1,\"A:B\":2}}", 67 },
        { "AZ3009", Start + ",\"resourcePolicyKind\":\"x\"}", 69 },
        { "AZ3010", "\"" + new string('x', 1 << 20) + "\"", 1 },
        { "AZ3011", Start + ",\"serviceControlPolicies\":[" + string.Join(',', Enumerable.Repeat("[]", 57)) + "]}", 73 },
    };

    [Fact]
    public void Codes_are_unique_well_formed_and_in_order()
    {
        string[] codes = [.. DiagnosticCatalogue.All.Select(rule => rule.Code)];
        Assert.All(codes, code => Assert.Matches("^AZ[0-9]{4}$", code));
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        Assert.Equal("AZ1000", DiagnosticCatalogue.Ranges[0].First);
        Assert.Equal(DiagnosticCatalogue.Ranges.Select(r => r.First).Order(StringComparer.Ordinal), DiagnosticCatalogue.Ranges.Select(r => r.First));
    }

    [Fact]
    public void Every_range_has_codes() =>
        Assert.All(DiagnosticCatalogue.Ranges, range => Assert.Contains(DiagnosticCatalogue.All, rule => rule.Code == range.First
            || (rule.Code.StartsWith(range.First[..5], StringComparison.Ordinal) && string.CompareOrdinal(rule.Code, range.First) > 0)));

    [Fact]
    public void Summaries_and_remedies_are_phrases() =>
        Assert.All(DiagnosticCatalogue.All, rule => Assert.All(new[] { rule.Summary, rule.Remedy }, text =>
        {
            Assert.Matches(new Regex("^[`a-z]|^MFA|^ARN"), text);
            Assert.DoesNotMatch(@"[.!?]$|\|", text);
        }));

    [Fact]
    public void Severities_follow_the_ranges()
    {
        Assert.All(LintRules.All, rule => Assert.NotEqual(DiagnosticSeverity.Error, rule.Severity));
        Assert.All(PolicyRules.All, rule => Assert.Equal(rule.Code.StartsWith("AZ11", StringComparison.Ordinal), rule.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Every_code_of_JSON_and_scenarios_has_a_line()
    {
        // a text that is too large is refused by the length of its line before
        string[] elsewhere = ["AZ1003"];
        IEnumerable<string> others = PolicyRules.All.Concat(LimitRules.All).Concat(LintRules.All).Concat(OrganizationRules.All).Select(rule => rule.Code);
        Assert.Empty(DiagnosticCatalogue.All.Select(rule => rule.Code).Except(others).Except(elsewhere).Except(Scenarios.Select(row => row.Data.Item1)));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_faulty_scenario_is_answered_with_its_code_and_place(string code, string line, int column)
    {
        // Latin-1 keeps what is no UTF-8
        Outcome outcome = await new Tool { Input = Encoding.Latin1.GetBytes(line) }.RunAsync("simulate", "-");
        JsonNode error = Assert.Single(JsonNode.Parse(outcome.Output)!["error"]!.AsArray())!;
        Assert.Equal((code, 1, column), ((string?)error["code"], (int)error["line"]!, (int)error["column"]!));
        Assert.Equal(DiagnosticCatalogue.Find(code)!.Remedy, (string?)error["remedy"]);
    }

    [Fact]
    public async Task The_page_about_codes_is_the_committed_one() =>
        Golden.Assert("src/Authz.Cli/DIAGNOSTICS.md", (await new Tool().RunAsync("codes", "--output", "markdown")).Output);
}
