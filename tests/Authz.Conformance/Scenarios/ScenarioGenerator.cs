using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Authz.Conformance.Scenarios;

/// <summary>Random scenarios over all layers, in the format of <c>authz simulate</c>.</summary>
public static class ScenarioGenerator
{
    /// <summary>For property tests. The seed is drawn by CsCheck; everything else follows from it.</summary>
    public static readonly Gen<string> Scenarios = Gen.ULong.Select(FromSeed);

    // G8 is about raw characters: they must reach the reader unescaped.
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The scenario of a seed: the same text for the same seed, always.</summary>
    public static string FromSeed(ulong seed) => From(new Draw(seed));

    /// <summary>The scenario of a source of choices.</summary>
    public static string From(Draw draw)
    {
        var scenario = Scenario(draw, Request.Drawn(draw));
        return draw.Percent(4) ? Mutation.Of(draw, scenario) : Text(scenario);
    }

    /// <summary>JSON without escapes that JSON does not ask for.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Raw);

    private static JsonObject Scenario(Draw draw, Request request)
    {
        var policies = new PolicyDraw(draw, request);
        var scenario = Header(draw, request);
        scenario["context"] = ContextDraw.Context(draw);
        if (draw.Percent(88))
            scenario["identityPolicies"] = Array(draw.Weighted((14, 0), (46, 1), (40, 2)), () => policies.Grants(14));
        if (draw.Percent(32))
            scenario["permissionsBoundary"] = Boundary(draw, policies);
        if (draw.Percent(request.IsSession ? 45 : 4) && !request.IsRole)
            scenario["sessionPolicies"] = Array(draw.Below(3), () => policies.Grants(12));
        if (draw.Percent(35))
            scenario["serviceControlPolicies"] = Array(Levels(draw), () => ServiceLevel(draw, policies));
        if (draw.Percent(18))
            scenario["resourceControlPolicies"] = Array(Levels(draw), () => Array(draw.Below(2), policies.ResourceControl));
        if (draw.Percent(request.PolicyKind == "resource" ? 62 : 95))
            scenario["resourcePolicy"] = policies.OfResource();
        return scenario;
    }

    private static JsonObject Header(Draw draw, Request request)
    {
        var header = new JsonObject { ["principal"] = request.Principal, ["action"] = request.Action, ["resource"] = request.Resource };
        if (request.Entity is not null)
            header["principalEntity"] = request.Entity;
        if (request.ResourceAccount is not null)
            header["resourceAccount"] = request.ResourceAccount;
        if (request.PolicyKind != "resource" || draw.Percent(10))
            header["resourcePolicyKind"] = request.PolicyKind;
        if (draw.Percent(8))
            header["principalInManagementAccount"] = draw.Percent(80);
        if (draw.Percent(8))
            header["resourceInManagementAccount"] = draw.Percent(80);
        return header;
    }

    /// <summary>Root, units, account: mostly few, now and then as many as an organization can have.</summary>
    private static int Levels(Draw draw) => draw.Weighted((40, 1), (35, 2), (20, 3), (5, 7));

    private static JsonNode Boundary(Draw draw, PolicyDraw policies)
    {
        if (draw.Percent(30))
            return policies.Grants(10);
        return draw.Percent(35) ? new JsonArray(PolicyDraw.Full) : Array(1 + draw.Below(2), () => policies.Grants(10));
    }

    private static JsonArray ServiceLevel(Draw draw, PolicyDraw policies)
    {
        var level = draw.Percent(78) ? new JsonArray(PolicyDraw.Full) : [];
        if (draw.Percent(level.Count == 0 ? 88 : 28))
            level.Add((JsonNode)policies.ServiceControl());
        return level;
    }

    private static JsonArray Array(int count, Func<JsonNode> item)
    {
        return new JsonArray(Enumerable.Range(0, count).Select(_ => item()).ToArray());
    }
}
