using Authz.Sidecar.Configuration;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Authz.Sidecar.Telemetry;

/// <summary>Where telemetry goes: metrics to whoever scrapes, and all of it to a collector where one is set. Queues are bounded and nothing waits for them.</summary>
internal static class Exports
{
    private const int LastFlushMilliseconds = 2000;

    // as the OpenTelemetry specification names it
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds them.</summary>
    public static void Add(WebApplicationBuilder builder, TelemetryOptions options)
    {
        var isExported = options.Endpoint is not null || !string.IsNullOrEmpty(builder.Configuration[EndpointVariable]);
        OpenTelemetry.OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(static resource => resource.AddService("authz-sidecar"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Recorder.MeterName, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel").AddPrometheusExporter();
                if (isExported) metrics.AddOtlpExporter(exporter => Configure(exporter, options, "v1/metrics"));
            });
        if (!isExported) return;
        telemetry.WithTracing(traces => traces
            .AddSource(Traces.SourceName, Traces.ServerSourceName)
            .SetSampler(new ParentBasedSampler(new RootSampler(options.TracesOneIn)))
            .AddOtlpExporter(exporter => Configure(exporter, options, "v1/traces")));
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter(exporter => Configure(exporter, options, "v1/logs")));
    }

    /// <summary>Sends what was counted last: the instruments are gone before the exporter ends.</summary>
    public static void FlushAtEnd(WebApplication application) => application.Lifetime.ApplicationStopped.Register(
        () => application.Services.GetRequiredService<MeterProvider>().ForceFlush(LastFlushMilliseconds));

    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        // else what the variables of the specification say
        if (options.Endpoint is not { } endpoint) return;
        exporter.Protocol = options.IsHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = options.IsHttp ? new Uri(new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/"), path) : endpoint;
        exporter.Headers = options.Headers;
    }
}
