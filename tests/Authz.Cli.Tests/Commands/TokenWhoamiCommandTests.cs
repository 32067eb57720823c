using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;

namespace Authz.Cli.Tests.Commands;

public sealed class TokenWhoamiCommandTests
{
    private static readonly GetCallerIdentityResponse Ana = new() { Account = "111122223333", Arn = "arn:aws:iam::111122223333:user/ana", UserId = "AIDAEXAMPLE" };

    [Fact]
    public async Task The_call_is_signed_for_its_own_method()
    {
        GetCallerIdentityRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { GetCallerIdentity = r => { seen = r; return Ana; } });

        Outcome outcome = await Tool.WithKeys().RunAsync("token", "whoami", "--region", "aws-global", "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Signed.AssertIs(seen!, seen!.Caller, "authz.v1.TokenService/GetCallerIdentity", new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal("account: 111122223333\narn:     arn:aws:iam::111122223333:user/ana\nuser id: AIDAEXAMPLE\n", outcome.Output);
    }

    [Fact]
    public async Task Json_is_that_of_the_aws_tool()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { GetCallerIdentity = _ => Ana });

        Outcome outcome = await Tool.WithKeys().RunAsync("token", "whoami", "--output", "json", "--endpoint", sidecar.Endpoint);

        Assert.Equal(
            """
            {
              "UserId": "AIDAEXAMPLE",
              "Account": "111122223333",
              "Arn": "arn:aws:iam::111122223333:user/ana"
            }

            """, outcome.Output);
    }
}
