using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Cli.Tests.Commands;

public sealed class AdministrationCommandsTests
{
    private const string Service = "authz.v1.AdministrationService";
    private const string Role = "arn:aws:iam::111122223333:role/OrderReader";

    private static readonly Diagnostic Fault = new()
    {
        Code = "AZ2054",
        Severity = Severity.Error,
        File = "organization.json",
        Line = 3,
        Column = 7,
        Message = "account 1 has no folder",
        Remedy = "add the folder",
    };

    private static readonly Diagnostic Remark = new() { Code = "AZ2057", Severity = Severity.Warning, Message = "twice" };

    [Fact]
    public async Task Revoking_is_signed_and_tells_the_instant()
    {
        RevokeSessionsRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            RevokeSessions = r =>
            {
                seen = r;
                return new RevokeSessionsResponse { IssuedBefore = Timestamp.FromDateTimeOffset(Tool.Now.AddMilliseconds(7)), PolicyName = "AWSRevokeOlderSessions" };
            },
        });

        Outcome outcome = await Tool.WithKeys().RunAsync("sessions", "revoke", "--role-arn", Role, "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(Role, seen!.RoleArn);
        Signed.AssertIs(seen, seen.Caller, $"{Service}/RevokeSessions", new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal("issued before: 2026-01-02T03:04:05.007Z\npolicy:        AWSRevokeOlderSessions\n", outcome.Output);
    }

    [Fact]
    public async Task A_faulty_reload_is_status_1_and_shows_the_faults()
    {
        ReloadOrganizationRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            Reload = r =>
            {
                seen = r;
                return new ReloadOrganizationResponse { PolicyRevision = "r-7", Diagnostics = { Fault, Remark } };
            },
        });

        Outcome outcome = await Tool.WithKeys().RunAsync("organization", "reload", "--endpoint", sidecar.Endpoint);

        Signed.AssertIs(seen!, seen!.Caller, $"{Service}/ReloadOrganization", new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal(
            (1,
            "organization.json:3:7: error AZ2054: account 1 has no folder (add the folder)\nwarning AZ2057: twice\npolicy revision: r-7\n",
            "1 error, 1 warning, 0 suggestions\n"),
            (outcome.Status, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task A_reload_with_mere_warnings_is_done()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            Reload = _ => new ReloadOrganizationResponse { PolicyRevision = "r-8", Diagnostics = { Remark } },
        });

        Outcome outcome = await Tool.WithKeys().RunAsync("organization", "reload", "-o", "json", "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Contains("\"severity\": \"warning\"", outcome.Output);
    }

    [Theory]
    [InlineData(ServingState.Ready, 0)]
    [InlineData(ServingState.Stale, 1)]
    [InlineData(ServingState.Starting, 1)]
    [InlineData(ServingState.Expired, 1)]
    public async Task The_status_is_that_of_the_sidecar(ServingState state, int status)
    {
        GetStatusRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            GetStatus = r =>
            {
                seen = r;
                return new GetStatusResponse { State = state, PolicyRevision = "r-7", LoadedAt = Timestamp.FromDateTimeOffset(Tool.Now), Diagnostics = { Fault } };
            },
        });

        Outcome outcome = await Tool.WithKeys().RunAsync("status", "--endpoint", sidecar.Endpoint);

        Signed.AssertIs(seen!, seen!.Caller, $"{Service}/GetStatus", new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal(status, outcome.Status);
        Assert.Equal(
            $"state:           {state.ToString().ToUpperInvariant()}\npolicy revision: r-7\nloaded at:       2026-01-02T03:04:05Z\n"
                + "organization.json:3:7: error AZ2054: account 1 has no folder (add the folder)\n",
            outcome.Output);
    }

    [Theory]
    [InlineData("text", "stale since:     2026-01-02T03:05:05Z\nexpires at:      2026-01-02T04:05:05Z\nleft out:        7\n")]
    [InlineData("json", "\"staleSince\": \"2026-01-02T03:05:05Z\",\n  \"expiresAt\": \"2026-01-02T04:05:05Z\",\n  \"findingsLeftOut\": 7")]
    public async Task A_stale_organization_has_its_times(string format, string expected)
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            GetStatus = static _ => new GetStatusResponse
            {
                State = ServingState.Stale,
                LastLoadAt = Timestamp.FromDateTimeOffset(Tool.Now.AddMinutes(2)),
                StaleSince = Timestamp.FromDateTimeOffset(Tool.Now.AddMinutes(1)),
                ExpiresAt = Timestamp.FromDateTimeOffset(Tool.Now.AddMinutes(61)),
                DiagnosticsLeftOut = 7,
            },
        });

        Outcome outcome = await Tool.WithKeys().RunAsync("status", "--endpoint", sidecar.Endpoint, "--output", format);

        Assert.Contains(expected, outcome.Output);
        Assert.Contains("2026-01-02T03:06:05Z", outcome.Output);
    }
}
