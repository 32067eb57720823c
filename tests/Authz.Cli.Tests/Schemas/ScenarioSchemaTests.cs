using System.Text.Json.Nodes;
using Authz.Cli.Simulation;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Authz.Cli.Tests.Schemas;

/// <summary>The schema of scenarios against the corpus and the reader.</summary>
public sealed class ScenarioSchemaTests
{
    private const string Policy = """{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:*" } }""";

    private static readonly string[] Others =
    [
        "null", "true", "0", "\"\"", "\"*\"", "\"a:b\"", "\"x.y\"", "[]", "{}", "[[]]", "[null]", "[{}]", "{ \"a\": null }", "{ \"a\": [1, true, \"x\"] }",
        "\"trust\"", "\"key\"", "\"111122223333\"", "\"arn:aws:iam::111122223333:root\"", "\"arn:aws:iam::111122223333:role/r\"", Policy, $"[{Policy}]",
    ];

    [Fact]
    public void Scenarios_that_the_reader_accepts_are_accepted()
    {
        var accepted = 0;
        foreach (var line in PolicySchemaTests.Corpus) accepted += AssertNoFalseAlarm(line) ? 1 : 0;
        Assert.InRange(accepted, 120, int.MaxValue);
    }

    [Fact]
    public void Damaged_scenarios_cause_no_false_alarm()
    {
        JsonObject scenario = JsonNode.Parse("""
            { "id": "1", "principal": "arn:aws:sts::111122223333:assumed-role/r/s", "action": "s3:GetObject", "resource": "arn:aws:s3:::docs/a" }
            """)!.AsObject();
        string[] fields =
        [
            "id", "principal", "action", "resource", "principalEntity", "principalInManagementAccount", "resourceInManagementAccount", "resourceAccount",
            "context", "identityPolicies", "sessionPolicies", "permissionsBoundary", "serviceControlPolicies", "resourceControlPolicies", "resourcePolicy",
            "resourcePolicyKind", "why", "colour",
        ];
        var accepted = 0;
        foreach (var field in fields)
        {
            foreach (var other in Others)
            {
                foreach (var kind in new[] { "resource", "trust", "key" })
                {
                    var damaged = (JsonObject)scenario.DeepClone();
                    damaged["resourcePolicyKind"] = kind;
                    damaged[field] = JsonNode.Parse(other);
                    accepted += AssertNoFalseAlarm(damaged.ToJsonString()) ? 1 : 0;
                }
            }
        }

        Assert.InRange(accepted, 100, int.MaxValue);
    }

    [Theory]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\" }")]
    [InlineData("{ \"principal\": \"ana\", \"action\": \"s3:GetObject\", \"resource\": \"*\" }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:Get*\", \"resource\": \"*\" }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\", \"resource\": \"docs\" }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\", \"resource\": \"*\", \"context\": { \"a:b\": null } }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\", \"resource\": \"*\", \"identityPolicies\": {} }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\", \"resource\": \"*\", \"serviceControlPolicies\": [ {} ] }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\", \"resource\": \"*\", \"resourcePolicyKind\": \"bucket\" }")]
    [InlineData("{ \"principal\": \"*\", \"action\": \"s3:GetObject\", \"resource\": \"*\", \"resourcePolicyKind\": \"trust\", \"resourcePolicy\": "
        + "{ \"Statement\": { \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\" } } }")]
    public void A_typical_fault_is_refused(string text)
    {
        Assert.False(IsRead(text));
        Assert.False(SchemaSet.Accepts("scenario", text));
    }

    private static bool AssertNoFalseAlarm(string text)
    {
        if (!IsRead(text)) return false;
        Assert.True(SchemaSet.Accepts("scenario", text), $"{text}\n{SchemaSet.Complaints("scenario", text)}");
        return true;
    }

    private static bool IsRead(string text)
    {
        var findings = new DiagnosticList();
        var source = SourceText.FromString("s", text);
        return JsonTree.Read(source, JsonDialect.Strict, findings) is { } root && new ScenarioReader(source, findings).Read(root) is not null && !findings.HasErrors;
    }
}
