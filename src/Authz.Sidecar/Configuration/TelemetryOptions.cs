namespace Authz.Sidecar.Configuration;

/// <summary>Where telemetry goes beside the scrape of metrics. Immutable.</summary>
public sealed record TelemetryOptions
{
    /// <summary>The collector's URL, OTLP; null: nothing is sent.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether OTLP is spoken over HTTP (<c>http/protobuf</c>) rather than gRPC.</summary>
    public bool IsHttp { get; init; }

    /// <summary>Headers of each export, <c>name=value</c> separated by commas, as in <c>OTEL_EXPORTER_OTLP_HEADERS</c>; null: none. Secret.</summary>
    public string? Headers { get; init; }

    /// <summary>Of so many calls without a trace of their own one is traced; 0: none is. Callers that sample are always followed. Default 0.</summary>
    public int TracesOneIn { get; init; }

    /// <summary>Without the headers.</summary>
    public override string ToString() => $"{Endpoint}";
}
