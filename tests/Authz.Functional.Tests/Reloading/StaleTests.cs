using System.Net;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Reloading;

public sealed class StaleTests
{
    private const string Policy = "policies/service-control/RequireMicroInstanceType.json";

    [Theory, ClassData(typeof(Transports))]
    public async Task An_organization_that_is_stale_for_too_long_decides_nothing_until_a_good_load(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(
            transport, files, null, [.. TestSidecar.Own(files), "--Authz:Organization:MaxStaleness=1m"]);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        files.Edit(Policy, "\"Statement\"", "\"Statment\"");
        var revision = (await sidecar.ReloadAsync(AccessKeyPair.Ops)).PolicyRevision;
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        var (status, page) = await ReadinessAsync(sidecar);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("ready, stale\n", page, StringComparison.Ordinal);
        Assert.Contains(Policy, page, StringComparison.Ordinal);

        sidecar.Clock.Advance(TimeSpan.FromMinutes(2));
        AuthorizeResponse denied = await sidecar.AskAsync(session, "iam:ListUsers");
        Assert.Equal((Decision.Deny, DecisionReason.PoliciesStale, ""), (denied.Decision, denied.Reason, denied.PolicyRevision));
        Assert.Contains("MaxStaleness", denied.Message, StringComparison.Ordinal);
        var batch = new AuthorizeBatchRequest();
        batch.Requests.AddRange(TwoOrganizations.Questions(session));
        Assert.All((await sidecar.Client.AuthorizeBatchAsync(batch)).Responses, static r => Assert.Equal(DecisionReason.PoliciesStale, r.Reason));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unavailable, "ServiceUnavailable", sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
        (status, page) = await ReadinessAsync(sidecar);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("MaxStaleness", page, StringComparison.Ordinal);
        Assert.Contains(Policy, page, StringComparison.Ordinal);
        GetStatusResponse expired = await sidecar.StatusAsync(AccessKeyPair.Ops);
        Assert.Equal((ServingState.Expired, revision), (expired.State, expired.PolicyRevision));
        Assert.Equal(expired.StaleSince.ToDateTimeOffset().AddMinutes(1), expired.ExpiresAt.ToDateTimeOffset());

        files.Edit(Policy, "\"Statment\"", "\"Statement\"");
        Assert.Equal(revision, (await sidecar.ReloadAsync(AccessKeyPair.Ops)).PolicyRevision);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        Assert.Equal(ServingState.Ready, (await sidecar.StatusAsync(AccessKeyPair.Ops)).State);
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await ReadinessAsync(sidecar));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_flood_of_faults_fits_into_the_answers(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        var fields = string.Join(',', Enumerable.Range(0, 1000).Select(static i => $"\"{new string('x', 200)}{i}\": 1"));
        for (var i = 0; i < 20; i++)
            File.WriteAllText(Path.Join(files.Organization, $"accounts/111122223333/roles/Flood{i}.json"), $"{{ {fields} }}");
        ReloadOrganizationResponse answer = await sidecar.ReloadAsync(AccessKeyPair.Ops);
        Assert.True(answer is { DiagnosticsLeftOut: > 10_000, Diagnostics.Count: > 1000 });
        GetStatusResponse status = await sidecar.StatusAsync(AccessKeyPair.Ops);
        Assert.Equal((answer.DiagnosticsLeftOut, answer.Diagnostics.Count), (status.DiagnosticsLeftOut, status.Diagnostics.Count));
    }

    private static async Task<(HttpStatusCode Status, string Page)> ReadinessAsync(TestSidecar sidecar)
    {
        using HttpClient browser = TestSidecar.Browser(sidecar.Operations);
        using HttpResponseMessage response = await browser.GetAsync(new Uri("/readyz", UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
