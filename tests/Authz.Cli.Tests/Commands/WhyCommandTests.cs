using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Authz.Cli.Tests.Commands;

public sealed class WhyCommandTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task It_tells_what_was_asked_and_by_which_statements_it_was_decided()
    {
        GetDecisionRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            GetDecision = r =>
            {
                seen = r;
                return Decision("""{"Sid":"OnlyEurope","Effect":"Deny"}""");
            },
        });
        Outcome outcome = await Tool.WithKeys().RunAsync("why", Id, "--endpoint", sidecar.Endpoint);
        Signed.AssertIs(seen!, seen!.Caller, "authz.v1.AdministrationService/GetDecision", new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal((0, Id), (outcome.Status, seen.DecisionId));
        Assert.Equal(
            """
            decided at:       2026-01-02T03:04:05.000Z
            principal:        arn:aws:iam::111122223333:user/ana
            action:           orders:GetOrder
            resource:         *
            region:           us-east-1
            context:          app:Set=a, b
                              aws:SourceIp=203.0.113.7
            decision:         DENY
            reason:           EXPLICIT_DENY
            layer:            SERVICE_CONTROL
            matched:          DENY SERVICE_CONTROL level 1 Europe statement 0 `OnlyEurope`
            decision id:      0123456789abcdef0123456789abcdef

            DENY SERVICE_CONTROL level 1 Europe statement 0 `OnlyEurope`
              {
                "Sid": "OnlyEurope",
                "Effect": "Deny"
              }

            """, outcome.Output, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task A_policy_that_is_not_kept_is_told_so_and_JSON_tells_all()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { GetDecision = static _ => Decision("") });
        Assert.Contains("its text is not kept any more", (await Tool.WithKeys().RunAsync("why", Id, "--endpoint", sidecar.Endpoint)).Output, StringComparison.Ordinal);
        Outcome json = await Tool.WithKeys().RunAsync("why", Id, "--endpoint", sidecar.Endpoint, "--output", "json");
        using var document = System.Text.Json.JsonDocument.Parse(json.Output);
        Assert.Equal("orders:GetOrder", document.RootElement.GetProperty("action").GetString());
        Assert.Equal("DENY", document.RootElement.GetProperty("answer").GetProperty("decision").GetString());
        Assert.Equal(2, document.RootElement.GetProperty("context").GetProperty("app:Set").GetArrayLength());
    }

    [Fact]
    public async Task What_is_not_known_ends_with_1()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { GetDecision = static _ => throw Script.Refusal(Code.NotFound, "DecisionNotFound", "no decision is known") });
        Outcome outcome = await Tool.WithKeys().RunAsync("why", Id, "--endpoint", sidecar.Endpoint);
        Assert.Equal(1, outcome.Status);
        Assert.Contains("no decision is known", outcome.Error, StringComparison.Ordinal);
    }

    private static GetDecisionResponse Decision(string statement) => new()
    {
        DecisionId = Id,
        DecidedAt = Timestamp.FromDateTimeOffset(Tool.Now),
        PrincipalArn = "arn:aws:iam::111122223333:user/ana",
        Action = "orders:GetOrder",
        Resource = "*",
        Region = "us-east-1",
        Context = { ["aws:SourceIp"] = new ContextValues { Values = { "203.0.113.7" } }, ["app:Set"] = new ContextValues { Values = { "a", "b" } } },
        Answer = new AuthorizeResponse
        {
            Decision = Protocol.V1.Decision.Deny,
            Reason = DecisionReason.ExplicitDeny,
            Layer = PolicyLayer.ServiceControl,
            DecisionId = Id,
            MatchedStatements = { new MatchedStatement { Layer = PolicyLayer.ServiceControl, Level = 1, Policy = "Europe", Sid = "OnlyEurope", Effect = Effect.Deny } },
        },
        Policies = { new DecidingPolicy { Statement = statement, Document = statement } },
    };
}
