using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;

namespace Authz.Cli.Tests.Commands;

public sealed class AuthorizeCommandTests
{
    private static readonly AuthorizeResponse Denied = new()
    {
        Decision = Decision.Deny,
        Reason = DecisionReason.ExplicitDeny,
        Layer = PolicyLayer.ServiceControl,
        DecisionId = "d-1",
        PolicyRevision = "r-7",
        Message = "a service control policy denies it",
        MatchedStatements =
        {
            new MatchedStatement { Layer = PolicyLayer.ServiceControl, Level = 1, Policy = "DenyAllOutsideEU", StatementIndex = 2, Sid = "Region", Effect = Effect.Deny },
            new MatchedStatement { Layer = PolicyLayer.Session, PolicyIndex = 1, Effect = Effect.Deny },
        },
        MissingContextKeys = { "aws:sourceip" },
        IgnoredContextKeys = { "aws:principalarn", "aws:userid" },
    };

    [Fact]
    public async Task The_question_carries_all_values_of_a_key()
    {
        AuthorizeRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = r => Allow(seen = r) });

        Outcome outcome = await AskAsync(
            new Tool { Environment = { ["AWS_SESSION_TOKEN"] = "from-environment" } }, sidecar.Endpoint,
            "--region", "eu-west-1", "--context", "team=a", "--context", "Team=b=c", "--context", "aws:SourceIp=203.0.113.7");

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(
            new AuthorizeRequest
            {
                SessionToken = "from-environment",
                Action = "orders:GetOrder",
                Resource = "*",
                Region = "eu-west-1",
                Context =
                {
                    ["team"] = new ContextValues { Values = { "a", "b=c" } },
                    ["aws:SourceIp"] = new ContextValues { Values = { "203.0.113.7" } },
                },
            },
            seen);
    }

    [Fact]
    public async Task A_revision_is_asked_for()
    {
        AuthorizeRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = r => Allow(seen = r) });

        await AskAsync(new Tool(), sidecar.Endpoint, "--min-policy-revision", "r-8");

        Assert.Equal("r-8", seen!.MinPolicyRevision);
    }

    [Fact]
    public async Task The_token_of_the_command_line_comes_first()
    {
        AuthorizeRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = r => Allow(seen = r) });

        await AskAsync(new Tool { Environment = { ["AWS_SESSION_TOKEN"] = "from-environment" } }, sidecar.Endpoint, "--session-token", "given");

        Assert.Equal("given", seen!.SessionToken);
    }

    [Fact]
    public async Task A_deny_is_status_1_and_says_why()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = _ => Denied });

        Outcome outcome = await AskAsync(new Tool(), sidecar.Endpoint);

        Assert.Equal(1, outcome.Status);
        Assert.Equal(
            """
            decision:         DENY
            reason:           EXPLICIT_DENY
            layer:            SERVICE_CONTROL
            message:          a service control policy denies it
            matched:          DENY SERVICE_CONTROL level 1 DenyAllOutsideEU statement 2 `Region`
                              DENY SESSION policy 1 statement 0
            missing keys:     aws:sourceip
            ignored keys:     aws:principalarn
                              aws:userid
            decision id:      d-1
            policy revision:  r-7

            """, outcome.Output);
    }

    [Fact]
    public async Task Json_has_every_field()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = _ => Denied });

        Outcome outcome = await AskAsync(new Tool(), sidecar.Endpoint, "-o", "json");

        Assert.Equal(1, outcome.Status);
        Assert.Equal(
            """
            {
              "decision": "DENY",
              "reason": "EXPLICIT_DENY",
              "layer": "SERVICE_CONTROL",
              "message": "a service control policy denies it",
              "matchedStatements": [
                {
                  "layer": "SERVICE_CONTROL",
                  "level": 1,
                  "policy": "DenyAllOutsideEU",
                  "policyIndex": 0,
                  "statementIndex": 2,
                  "sid": "Region",
                  "effect": "DENY"
                },
                {
                  "layer": "SESSION",
                  "level": 0,
                  "policy": "",
                  "policyIndex": 1,
                  "statementIndex": 0,
                  "sid": "",
                  "effect": "DENY"
                }
              ],
              "missingContextKeys": [
                "aws:sourceip"
              ],
              "ignoredContextKeys": [
                "aws:principalarn",
                "aws:userid"
              ],
              "decisionId": "d-1",
              "policyRevision": "r-7"
            }

            """, outcome.Output);
    }

    [Theory]
    [InlineData(Decision.Unspecified)]
    [InlineData((Decision)99)]
    public async Task A_decision_that_is_not_known_is_no_allow(Decision decision)
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = _ => new AuthorizeResponse { Decision = decision } });

        Assert.Equal(1, (await AskAsync(new Tool(), sidecar.Endpoint)).Status);
    }

    [Fact]
    public async Task An_error_is_no_deny()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            Authorize = _ => throw Script.Refusal(Google.Rpc.Code.InvalidArgument, "", "the action cannot be read"),
        });

        Outcome outcome = await AskAsync(new Tool(), sidecar.Endpoint);

        Assert.Equal((2, "", "error: InvalidArgument: the action cannot be read\n"), (outcome.Status, outcome.Output, outcome.Error));
    }

    private static AuthorizeResponse Allow(AuthorizeRequest _) => new() { Decision = Decision.Allow, Reason = DecisionReason.Allowed };

    private static Task<Outcome> AskAsync(Tool tool, string endpoint, params string[] more) =>
        tool.RunAsync(["authorize", "--action", "orders:GetOrder", "--resource", "*", "--endpoint", endpoint, .. more]);
}
