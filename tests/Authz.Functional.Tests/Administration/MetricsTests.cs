using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Federation;
using Authz.Functional.Tests.Hosting;
using Authz.Sts.Tests.Worlds;

namespace Authz.Functional.Tests.Administration;

/// <summary>
/// What operators read. The exporter takes instruments of one name for one, whatever sidecar of the process they belong to, and drops them
/// when any of those sidecars ends: so no other one may end meanwhile.
/// </summary>
[Collection(nameof(Alone))]
public sealed class MetricsTests
{
    private const string Policy = "policies/service-control/RequireMicroInstanceType.json";

    [Theory, ClassData(typeof(Transports))]
    public async Task They_count_decisions(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        await sidecar.AssertServesAsync();
        var metrics = await ReadAsync(sidecar, "authz_decisions_total{");
        Assert.Contains("authz_decision_duration_seconds_bucket{", metrics, StringComparison.Ordinal);
        Assert.Contains("authz_cache_entries{", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_tell_the_revision_and_the_loads()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, null, TestSidecar.Own(files));
        files.Edit(Policy, "t2.micro", "t3.large");
        var revision = (await sidecar.ReloadAsync(AccessKeyPair.Ops)).PolicyRevision;
        files.Edit(Policy, "\"Statement\"", "\"Statment\"");
        await sidecar.ReloadAsync(AccessKeyPair.Ops);
        var metrics = await ReadAsync(sidecar, $"revision=\"{revision}\"");
        foreach (var part in new[] { "outcome=\"published\"", "outcome=\"failed\"", "authz_organization_statements", "authz_organization_load_duration_seconds_bucket" })
            Assert.Contains(part, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_tell_how_issuers_answer_and_nothing_of_tokens()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        await cluster.TakeAsync(cluster.Token());
        var metrics = await ReadAsync(cluster.Sidecar, "authz_federation_fetches_total{");
        foreach (var part in new[] { $"issuer=\"{TestTokens.Issuer}\"", "outcome=\"fetched\"", "authz_federation_fetch_duration_seconds_bucket", "cache=\"issuers\"" })
            Assert.Contains(part, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(TestTokens.Subject, metrics, StringComparison.Ordinal);
    }

    // the exporter answers scrapes that follow each other closely from one page
    private static async Task<string> ReadAsync(TestSidecar sidecar, string part)
    {
        using HttpClient browser = TestSidecar.Browser(sidecar.Operations);
        var metrics = await browser.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        for (var i = 0; i < 50 && !metrics.Contains(part, StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            metrics = await browser.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        }

        Assert.Contains(part, metrics, StringComparison.Ordinal);
        return metrics;
    }
}
