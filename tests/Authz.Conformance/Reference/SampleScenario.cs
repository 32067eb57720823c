using System.Text.Json.Nodes;

namespace Authz.Conformance.Reference;

/// <summary>Scenarios around the three sample policies of the truth tables.</summary>
internal static class SampleScenario
{
    private const string AllowAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private const string RequireMicro = """
        {"Version":"2012-10-17","Statement":{"Sid":"RequireMicroInstanceType","Effect":"Deny","Action":"ec2:RunInstances",
         "Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"StringNotEquals":{"ec2:InstanceType":"t2.micro"}}}}
        """;

    private const string OutsideEurope = """
        {"Version":"2012-10-17","Statement":{"Sid":"DenyAllOutsideEU","Effect":"Deny","Resource":"*",
         "NotAction":["iam:*","route53-recovery-*:*","s3:GetAccountPublic*","sts:*"],"Condition":{
          "StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]},
          "ArnNotLike":{"aws:PrincipalARN":["arn:aws:iam::*:role/Bypass1","arn:aws:iam::*:role/Bypass2"]}}}}
        """;

    private const string RevokeOlder = """
        {"Version":"2012-10-17","Statement":{"Sid":"AWSRevokeOlderSessions","Effect":"Deny","Action":"*","Resource":"*",
         "Condition":{"DateLessThan":{"aws:TokenIssueTime":"2024-05-01T12:00:00Z"}}}}
        """;

    public static ReferenceAnswer Micro(string action, string resource, string? type, bool fullAccess)
    {
        return Organized(action, resource, new JsonObject { ["ec2:InstanceType"] = type }, RequireMicro, fullAccess);
    }

    public static ReferenceAnswer Europe(string action, string? region, string? principalArn)
    {
        var context = new JsonObject { ["aws:RequestedRegion"] = region, ["aws:PrincipalArn"] = principalArn };
        return Organized(action, "*", context, OutsideEurope, fullAccess: true);
    }

    public static ReferenceAnswer Revoked(string principal, string? issued, string? resourcePolicy = null)
    {
        var scenario = Scenario(principal, "s3:GetObject", "arn:aws:s3:::docs/a.txt", new JsonObject { ["aws:TokenIssueTime"] = issued });
        scenario["identityPolicies"]!.AsArray().Add(JsonNode.Parse(RevokeOlder));
        if (resourcePolicy is not null)
            scenario["resourcePolicy"] = JsonNode.Parse(resourcePolicy);
        return ReferenceEvaluator.Evaluate(scenario.ToJsonString());
    }

    private static ReferenceAnswer Organized(string action, string resource, JsonObject context, string policy, bool fullAccess)
    {
        var scenario = Scenario("arn:aws:sts::111122223333:assumed-role/app/s1", action, resource, context);
        var level = new JsonArray(JsonNode.Parse(policy));
        if (fullAccess)
            level.Add(JsonNode.Parse(AllowAll));
        scenario["serviceControlPolicies"] = new JsonArray(new JsonArray(JsonNode.Parse(AllowAll)), level);
        return ReferenceEvaluator.Evaluate(scenario.ToJsonString());
    }

    /// <summary>A context key whose value is null is left out: it is absent.</summary>
    private static JsonObject Scenario(string principal, string action, string resource, JsonObject context)
    {
        foreach (var absent in context.Where(key => key.Value is null).Select(key => key.Key).ToList())
            context.Remove(absent);
        return new JsonObject
        {
            ["principal"] = principal,
            ["action"] = action,
            ["resource"] = resource,
            ["context"] = context,
            ["identityPolicies"] = new JsonArray(JsonNode.Parse(AllowAll)),
        };
    }
}
