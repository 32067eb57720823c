using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;

namespace Authz.Policies.Tests.Limits;

public sealed class PolicySizeTests
{
    [Theory]
    [InlineData("{}", 2, 2)]
    [InlineData(" { } ", 3, 2)]
    [InlineData("{ \"a b\" :\t\"\\\" \\\\\",\r\n\"c\":1 }", 27, 21)]
    [InlineData("{\"ä\":\"\\u00e4\"}", 14, 14)]
    [InlineData("{ // all of it\n\"a//b\": /* not \" counted */ 1 }", 15, 10)]
    [InlineData("{ /**/ }", 4, 2)]
    public void Characters_are_counted_as_sent_and_without_white_space(string text, int asSent, int withoutWhiteSpace)
    {
        (JsonNode node, SourceText source) = Read(text);
        Assert.Equal((asSent, withoutWhiteSpace), (PolicySize.AsSent(node, source), PolicySize.WithoutWhiteSpace(node, source)));
    }

    [Theory]
    [InlineData(PolicyKind.ServiceControl, 10_240, "AZ1300", DiagnosticSeverity.Error)]
    [InlineData(PolicyKind.ResourceControl, 5_120, "AZ1300", DiagnosticSeverity.Error)]
    [InlineData(PolicyKind.Session, 2_048, "AZ1301", DiagnosticSeverity.Error)]
    [InlineData(PolicyKind.Trust, 2_048, "AZ1302", DiagnosticSeverity.Warning)]
    [InlineData(PolicyKind.Trust, 8_192, "AZ1303", DiagnosticSeverity.Error)]
    [InlineData(PolicyKind.Identity, 6_144, "AZ1304", DiagnosticSeverity.Warning)]
    [InlineData(PolicyKind.Boundary, 6_144, "AZ1304", DiagnosticSeverity.Warning)]
    public void A_policy_of_the_limit_passes_and_one_more_character_does_not(PolicyKind kind, int limit, string code, DiagnosticSeverity severity)
    {
        Assert.DoesNotContain(Check(kind, limit, PolicyLimits.Aws), finding => finding.Rule.Code == code);
        Diagnostic found = Assert.Single(Check(kind, limit + 1, PolicyLimits.Aws));
        Assert.Equal((code, severity, new SourcePosition(2, 1)), (found.Rule.Code, found.Rule.Severity, found.Position));
    }

    [Theory]
    [InlineData(PolicyKind.Resource)]
    [InlineData(PolicyKind.Key)]
    public void Policies_of_resources_have_no_limit_here(PolicyKind kind) => Assert.Empty(Check(kind, 100_000, PolicyLimits.Aws));

    [Fact]
    public void Every_limit_is_found_by_its_name_and_can_be_set()
    {
        Assert.Equal(
            typeof(PolicyLimits).GetProperties().Where(p => p.PropertyType == typeof(int)).Select(p => p.Name), PolicyLimit.All.Select(l => l.Name));
        Assert.All(PolicyLimit.All, limit =>
        {
            PolicyLimits changed = PolicyLimit.Find(limit.Name.ToUpperInvariant())!.Set(PolicyLimits.Aws, 7);
            Assert.Equal(7, (int)typeof(PolicyLimits).GetProperty(limit.Name)!.GetValue(changed)!);
            Assert.Equal(7, limit.Of(changed));
            Assert.Equal(PolicyLimits.Aws, limit.Set(changed, limit.Of(PolicyLimits.Aws)));
            Assert.Throws<ArgumentOutOfRangeException>(() => limit.Set(changed, 0));
            Assert.Throws<ArgumentOutOfRangeException>(() => limit.Set(changed, PolicyLimit.MaxValue + 1));
        });
        Assert.Null(PolicyLimit.Find("Nothing"));
    }

    [Theory]
    [InlineData(PolicyKind.ServiceControl, "ServiceControlPolicyCharacters", 10_240)]
    [InlineData(PolicyKind.ResourceControl, "ResourceControlPolicyCharacters", 5_120)]
    public void A_control_policy_that_fits_without_white_space_is_only_warned_of(PolicyKind kind, string name, int limit)
    {
        (JsonNode node, SourceText source) = Read($"{{{new string(' ', limit)}}}");
        var diagnostics = new DiagnosticList();
        PolicySize.Check(node, source, kind, PolicyLimits.Aws, diagnostics);
        Diagnostic found = Assert.Single(diagnostics.Sorted());
        Assert.Equal(
            ("AZ1306", DiagnosticSeverity.Warning, $"the policy has {limit + 2} characters, the limit `{name}` is {limit}"),
            (found.Rule.Code, found.Rule.Severity, found.Message));
    }

    [Theory]
    [InlineData(PolicyKind.ServiceControl, 20_000, "the limit `ServiceControlPolicyCharacters` is 10240")]
    [InlineData(PolicyKind.ResourceControl, 20_000, "the limit `ResourceControlPolicyCharacters` is 5120")]
    [InlineData(PolicyKind.Trust, 3_000, "the limit `TrustPolicyCharacters` is 2048")]
    [InlineData(PolicyKind.Trust, 20_000, "the limit `TrustPolicyMaximumCharacters` is 8192")]
    [InlineData(PolicyKind.Identity, 20_000, "the limit `ManagedPolicyCharacters` is 6144")]
    public void A_message_names_the_limit_to_raise(PolicyKind kind, int characters, string end) =>
        Assert.EndsWith(end, Assert.Single(Check(kind, characters, PolicyLimits.Aws)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("TrustPolicyCharacters", "TrustPolicyMaximumCharacters")]
    [InlineData("ManagedPoliciesPerRole", "ManagedPoliciesPerRoleMaximum")]
    [InlineData("ManagedPoliciesPerUser", "ManagedPoliciesPerUserMaximum")]
    public void A_quota_above_its_maximum_lifts_it(string quota, string maximum)
    {
        PolicyLimits raised = PolicyLimit.Find(quota)!.Set(PolicyLimits.Aws, 20_000);
        Assert.Equal(20_000, PolicyLimit.Find(maximum)!.Of(raised));
        Assert.Equal(30, PolicyLimit.Find(maximum)!.Of(PolicyLimit.Find(maximum)!.Set(raised, 30)));
        PolicyLimits lowered = PolicyLimit.Find(quota)!.Set(PolicyLimits.Aws, 1);
        Assert.Equal(PolicyLimit.Find(maximum)!.Of(PolicyLimits.Aws), PolicyLimit.Find(maximum)!.Of(lowered));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10000000", 10_000_000)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1e4", null)]
    [InlineData("10000001", null)]
    public void A_number_is_read_from_text(string text, int? number)
    {
        PolicyLimit limit = PolicyLimit.Find("ManagedPolicyCharacters")!;
        Assert.Equal(number is not null, limit.TrySet(PolicyLimits.Aws, text, out PolicyLimits? changed, out var fault));
        Assert.Equal(number, changed?.ManagedPolicyCharacters);
        Assert.Equal(number is null ? $"is `{text}`: write a whole number from 1 to 10000000" : null, fault);
    }

    [Fact]
    public void A_raised_limit_holds() =>
        Assert.Empty(Check(PolicyKind.ServiceControl, 20_000, PolicyLimits.Aws with { ServiceControlPolicyCharacters = 20_000 }));

    private static IReadOnlyList<Diagnostic> Check(PolicyKind kind, int characters, PolicyLimits limits)
    {
        // white space before the policy is not part of it; white space within is counted only where it is sent
        (JsonNode node, SourceText source) = Read("\n" + $"{{\"Id\":\"{new string('x', characters - 9)}\"}}");
        var diagnostics = new DiagnosticList();
        PolicySize.Check(node, source, kind, limits, diagnostics);
        return diagnostics.Sorted();
    }

    private static (JsonNode Node, SourceText Source) Read(string text)
    {
        var source = SourceText.FromString("policy.json", text);
        return (JsonTree.Read(source, JsonDialect.Relaxed, new DiagnosticList())!, source);
    }
}
