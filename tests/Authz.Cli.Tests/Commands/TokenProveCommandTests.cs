using System.Text;
using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Proofs;
using Authz.Tokens.Signatures;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Cli.Tests.Commands;

public sealed class TokenProveCommandTests
{
    private const string Audience = "orders.example.internal";

    [Theory]
    [InlineData("sts.amazonaws.com", "us-east-1")]
    [InlineData("sts.eu-west-1.amazonaws.com", "eu-west-1", "--region", "eu-west-1")]
    [InlineData("127.0.0.1:7421", "eu-west-1", "--region", "eu-west-1", "--host", "127.0.0.1:7421")]
    public async Task What_is_printed_is_a_proof_for_that_audience_alone(string host, string region, params string[] more)
    {
        Outcome outcome = await Tool.WithKeys("TOKEN").RunAsync(["token", "prove", "--audience", Audience, .. more]);
        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        var url = outcome.Output.TrimEnd('\n');
        StsError error = PresignedProof.Read(url, Audience, out PresignedProof? proof);
        Assert.False(error.IsError, error.Message);
        Assert.Equal((host, Tool.AccessKeyId, "TOKEN", Tool.Now.AddMinutes(15)), (proof!.Host, proof.Signature.AccessKeyId, proof.Signature.SessionToken, proof.Expiration));
        Assert.Equal(SignatureStatus.Valid, Verify(proof));
        Assert.False(PresignedProof.Read(url, "other", out PresignedProof? other).IsError);
        Assert.Equal(SignatureStatus.Mismatch, Verify(other!));

        SignatureStatus Verify(PresignedProof read)
        {
            SignedCall call = read.ToCall(r => r == region);
            return SignatureV4.Verify(read.Signature, call.Request, Tool.SecretAccessKey, call.Terms, Tool.Now);
        }
    }

    [Theory]
    [InlineData("--expires", "0", "`--expires` is 0: give 1 to 900 seconds")]
    [InlineData("--expires", "901", "`--expires` is 901: give 1 to 900 seconds")]
    [InlineData("--audience", "two words", "`--audience` must have 1 to 256 visible ASCII characters and no spaces")]
    public async Task What_no_sidecar_would_take_is_not_made(string option, string value, string error)
    {
        string[] audience = option == "--audience" ? [] : ["--audience", Audience];
        Outcome outcome = await Tool.WithKeys().RunAsync(["token", "prove", .. audience, option, value]);
        Assert.Equal((2, $"error: {error}\n", ""), (outcome.Status, outcome.Error, outcome.Output));
    }

    [Fact]
    public async Task A_bearer_token_makes_no_proof()
    {
        var bearer = new Tool { Environment = { ["AWS_SESSION_TOKEN"] = "TOKEN" } };
        Outcome outcome = await bearer.RunAsync("token", "prove", "--audience", Audience);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("error: a bearer token makes no proof: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_asks_who_made_it()
    {
        AuthenticateCallerRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { AuthenticateCaller = r => { seen = r; return Ana; } });
        Tool tool = new() { Input = Encoding.UTF8.GetBytes("https://sts.amazonaws.com/?x=1\n") };
        string[] ask = ["token", "authenticate", "--audience", Audience, "--proof-file", "-", "--endpoint", sidecar.Endpoint];

        Outcome outcome = await tool.RunAsync(ask);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(("https://sts.amazonaws.com/?x=1", Audience, false), (seen!.PresignedUrl, seen.ExpectedAudience, seen.SingleUse));
        Assert.Equal(
            """
            account:    111122223333
            arn:        arn:aws:iam::111122223333:user/ana
            user id:    AIDAEXAMPLE
            kind:       ASSUMED_ROLE
            access key: AKIAEXAMPLE
            until:      2026-01-02T03:04:05Z

            """, outcome.Output);

        outcome = await tool.RunAsync([.. ask, "--single-use", "--output", "json"]);

        Assert.True(seen.SingleUse);
        Assert.Equal(
            """
            {
              "UserId": "AIDAEXAMPLE",
              "Account": "111122223333",
              "Arn": "arn:aws:iam::111122223333:user/ana",
              "PrincipalKind": "ASSUMED_ROLE",
              "AccessKeyId": "AKIAEXAMPLE",
              "Expiration": "2026-01-02T03:04:05Z"
            }

            """, outcome.Output);
    }

    [Fact]
    public async Task A_refusal_has_its_code_and_status()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(
            new Script { AuthenticateCaller = static _ => throw Script.Refusal(Google.Rpc.Code.Unauthenticated, "InvalidIdentityToken", "the proof was used before") });
        Outcome outcome = await new Tool().RunAsync("token", "authenticate", "--audience", Audience, "--proof-file", "-", "--endpoint", sidecar.Endpoint);
        Assert.Equal((1, ""), (outcome.Status, outcome.Output));
        Assert.Contains("InvalidIdentityToken", outcome.Error, StringComparison.Ordinal);
    }

    private static AuthenticateCallerResponse Ana => new()
    {
        Account = "111122223333",
        Arn = "arn:aws:iam::111122223333:user/ana",
        UserId = "AIDAEXAMPLE",
        PrincipalKind = PrincipalKind.AssumedRole,
        AccessKeyId = "AKIAEXAMPLE",
        Expiration = Timestamp.FromDateTimeOffset(Tool.Now),
    };
}
