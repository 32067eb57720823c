using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Target = Authz.Protocol.V1.RevokeSessionsRequest.TargetOneofCase;

namespace Authz.Cli.Tests.Commands;

public sealed class SessionsCommandTests
{
    [Theory]
    [InlineData(Target.UserArn, "--user-arn", "arn:aws:iam::111122223333:user/ana")]
    [InlineData(Target.Account, "--account", "111122223333")]
    [InlineData(Target.TokenId, "--session", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(Target.SessionToken, "--session", "a.b.c")]
    [InlineData(Target.SourceIdentity, "--source-identity", "ana")]
    [InlineData(Target.FederatedSubject, "--subject", "sub", "--issuer", "https://issuer.example")]
    [InlineData(Target.Everything, "--all")]
    public async Task Each_lever_has_its_option(Target target, params string[] options)
    {
        RevokeSessionsRequest request = await SendAsync(options);
        Assert.Equal(target, request.TargetCase);
        Assert.Equal("", request.RoleArn);
        Assert.True(request is { HasCascade: true, Cascade: true, SkewSeconds: 0, IssuedBefore: null });
    }

    [Fact]
    public async Task How_far_it_reaches_is_said()
    {
        RevokeSessionsRequest request = await SendAsync("--all", "--no-cascade", "--skew", "30");
        Assert.False(request.Cascade);
        Assert.Equal(30, request.SkewSeconds);
        request = await SendAsync("--all", "--issued-before", "2026-01-02T03:04:05.678Z");
        Assert.Equal(Timestamp.FromDateTimeOffset(Tool.Now.AddMilliseconds(678)), request.IssuedBefore);
    }

    [Theory]
    [InlineData("exactly one")]
    [InlineData("exactly one", "--all", "--account", "111122223333")]
    [InlineData("belong together", "--subject", "x")]
    [InlineData("`soon` is no time", "--all", "--issued-before", "soon")]
    public async Task What_cannot_be_meant_is_status_2(string reason, params string[] options)
    {
        Outcome outcome = await Tool.WithKeys().RunAsync(["sessions", "revoke", .. options]);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(reason, outcome.Error);
    }

    [Theory]
    [InlineData("text", "role-sessions AROA1, issued before 2026-01-02T03:04:05.000Z, and those that come from them; forgotten 2026-01-02T04:04:05.000Z\n"
        + "subject-sessions sub https://issuer.example\n")]
    [InlineData("json", "\"kind\": \"role-sessions\"")]
    public async Task Revocations_are_listed(string format, string expected)
    {
        ListRevocationsRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            ListRevocations = r =>
            {
                seen = r;
                return new ListRevocationsResponse
                {
                    Revocations =
                    {
                        new Revocation
                        {
                            Kind = RevokedKind.RoleSessions, Id = "AROA1", Cascades = true,
                            IssuedBefore = Timestamp.FromDateTimeOffset(Tool.Now), ExpiresAt = Timestamp.FromDateTimeOffset(Tool.Now.AddHours(1)),
                        },
                        new Revocation { Kind = RevokedKind.SubjectSessions, Id = "sub", Issuer = "https://issuer.example" },
                    },
                    LeftOut = 3,
                };
            },
        });
        Outcome outcome = await Tool.WithKeys().RunAsync("sessions", "list-revocations", "--endpoint", sidecar.Endpoint, "-o", format);
        Assert.Equal((0, "3 more are not shown\n"), (outcome.Status, outcome.Error));
        Assert.Contains(expected, outcome.Output);
        Signed.AssertIs(
            seen!, seen!.Caller, "authz.v1.AdministrationService/ListRevocations", new Uri(sidecar.Endpoint).Authority, "us-east-1");
    }

    [Fact]
    public async Task The_status_shows_keys_and_what_is_wrong_with_them()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            GetStatus = static _ => new GetStatusResponse
            {
                State = ServingState.Ready,
                Keys =
                {
                    new KeyStatus { KeyId = "AAAAAAAAAAAAAAAA", State = KeyLifeState.KeyActive, CanSign = true, Since = Timestamp.FromDateTimeOffset(Tool.Now) },
                    new KeyStatus { KeyId = "BBBBBBBBBBBBBBBB", State = KeyLifeState.KeyRetiring },
                },
                KeyFaults = { "`keys.json`: not JSON" },
            },
        });
        Outcome text = await Tool.WithKeys().RunAsync("status", "--endpoint", sidecar.Endpoint);
        Assert.Contains("keys:            AAAAAAAAAAAAAAAA active, can sign, since 2026-01-02T03:04:05Z\n                 BBBBBBBBBBBBBBBB retiring\n", text.Output);
        Assert.Contains("key faults:      `keys.json`: not JSON\n", text.Output);
        Assert.Contains("\"state\": \"retiring\"", (await Tool.WithKeys().RunAsync("status", "--endpoint", sidecar.Endpoint, "-o", "json")).Output);
    }

    private static async Task<RevokeSessionsRequest> SendAsync(params string[] options)
    {
        RevokeSessionsRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            RevokeSessions = r =>
            {
                seen = r;
                return new RevokeSessionsResponse { PolicyName = "AWSRevokeOlderSessions" };
            },
        });
        Outcome outcome = await Tool.WithKeys().RunAsync(["sessions", "revoke", .. options, "--endpoint", sidecar.Endpoint]);
        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal("policy:        AWSRevokeOlderSessions\n", outcome.Output);
        return seen!;
    }
}
