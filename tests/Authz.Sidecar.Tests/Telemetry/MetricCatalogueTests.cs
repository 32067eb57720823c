using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Authz.Sidecar.Federation;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Sidecar.Tests.Telemetry;

/// <summary>The catalogue of metrics is what the instruments say: names are relied on by dashboards and alerts.</summary>
public sealed class MetricCatalogueTests
{
    private const string Page = "deploy/METRICS.md";

    [Fact]
    public async Task The_catalogue_is_what_the_instruments_say()
    {
        var file = RepositoryRoot.In(Page);
        var expected = Write(await InstrumentsAsync());
        if (Environment.GetEnvironmentVariable("AUTHZ_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(file, expected, TestContext.Current.CancellationToken);
        Assert.True(
            expected == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"{Page} is not what the instruments say: run the tests with AUTHZ_UPDATE_GOLDEN=1 and look at what changed");
    }

    [Fact]
    public async Task Every_instrument_has_a_unit_and_says_what_it_measures() => Assert.All(
        await InstrumentsAsync(),
        static i => Assert.True(i.Name.StartsWith("authz.", StringComparison.Ordinal) && i.Unit is { Length: > 0 } && i.Description is { Length: > 10 } && i.Description.EndsWith('.'), i.Name));

    // those of one sidecar with everything that has some
    private static async Task<List<Instrument>> InstrumentsAsync()
    {
        DirectoryInfo files = Directory.CreateTempSubdirectory("authz-metrics-");
        try
        {
            var instruments = new Dictionary<string, Instrument>(StringComparer.Ordinal);
            using var listener = new MeterListener();
            listener.InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name != Recorder.MeterName) return;
                lock (instruments) instruments[instrument.Name] = instrument;
            };
            listener.Start();
            await using WebApplication application = SidecarApplication.Build(
                [
                    "--Logging:LogLevel:Default=Error", $"--Authz:Tls:CertificateFile={Certificate(files.FullName)}", $"--Authz:Tls:KeyFile={Path.Combine(files.FullName, "tls.key")}",
                ], out IReadOnlyList<string> faults)!;
            Assert.Empty(faults);
            application.Services.GetRequiredService<Recorder>();
            application.Services.GetRequiredService<ReloadReport>();
            application.Services.GetRequiredService<IssuerReport>();
            lock (instruments) return [.. instruments.Values.OrderBy(static i => i.Name, StringComparer.Ordinal)];
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static string Certificate(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=metrics", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(directory, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        var path = Path.Combine(directory, "tls.crt");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    private static string Write(List<Instrument> instruments)
    {
        var page = new StringBuilder(
            """
            # Metrics of the sidecar

            Written from the instruments themselves by a test. `/metrics` of the operations listener shows them for Prometheus, with `_` for `.` and the unit at the end
            (`authz_decision_duration_seconds`); by OTLP they have these names. Beside them come those of the runtime (`System.Runtime`: processor time, memory,
            garbage collection) and of the server (`Microsoft.AspNetCore.Server.Kestrel`: connections, handshakes).

            | metric | kind | unit | says |
            |---|---|---|---|

            """);
        foreach (Instrument instrument in instruments)
            page.Append($"| `{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}` | {instrument.Description} |\n");
        return page.ToString();
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var name when name.Contains("Counter", StringComparison.Ordinal) => "counter",
        var name when name.Contains("Histogram", StringComparison.Ordinal) => "histogram",
        _ => "gauge",
    };
}
