using System.Diagnostics;
using System.Diagnostics.Metrics;
using Authz.Sidecar.Telemetry;
using Authz.Sts.Federation.Issuers;

namespace Authz.Sidecar.Federation;

/// <summary>Tells operators how issuers answer when they are asked for their keys: by log and metrics. Says nothing of any token. Thread-safe.</summary>
internal sealed partial class IssuerReport : IDisposable
{
    private readonly Meter _meter = new(Recorder.MeterName);
    private readonly Counter<long> _fetches;
    private readonly Histogram<double> _duration;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <summary>Makes the instruments.</summary>
    public IssuerReport(ILoggerFactory loggers, TimeProvider time)
    {
        _time = time;
        _logger = loggers.CreateLogger("Authz.Federation");
        _fetches = _meter.CreateCounter<long>(
            "authz.federation.fetches", "{fetch}",
            "Times that an issuer was asked for its keys, by issuer and outcome: fetched, unreachable, refused, forbidden, invalid.");
        _duration = _meter.CreateHistogram(
            "authz.federation.fetch.duration", "s", "Time from asking an issuer to having its keys or not, by outcome.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
    }

    /// <summary>An issuer was asked.</summary>
    public void Fetched(FetchReport report)
    {
        KeyValuePair<string, object?> outcome = new("outcome", TextOf(report.Outcome));
        _fetches.Add(1, new TagList { { "issuer", report.Issuer }, outcome });
        _duration.Record(report.Duration.TotalSeconds, outcome);
        Trace(report);
        if (report.Outcome == FetchOutcome.Fetched) HasKeys(_logger, report.Issuer);
        else HasNoKeys(_logger, report.Issuer, report.Outcome, report.Detail);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // within the trace of the call that needed the keys, where that is sampled
    private void Trace(FetchReport report)
    {
        if (Activity.Current is not { Recorded: true } call) return;
        using Activity? span = Traces.Source.StartActivity("fetch issuer keys", ActivityKind.Client, call.Context, startTime: _time.GetUtcNow() - report.Duration);
        span?.SetTag("authz.issuer", report.Issuer);
        span?.SetTag("authz.outcome", TextOf(report.Outcome));
    }

    private static string TextOf(FetchOutcome outcome) => outcome switch
    {
        FetchOutcome.Fetched => "fetched",
        FetchOutcome.Refused => "refused",
        FetchOutcome.Forbidden => "forbidden",
        FetchOutcome.Invalid => "invalid",
        _ => "unreachable",
    };

    [LoggerMessage(30, LogLevel.Debug, "keys of issuer {Issuer} fetched")]
    private static partial void HasKeys(ILogger logger, string issuer);

    [LoggerMessage(31, LogLevel.Warning, "keys of issuer {Issuer} not fetched, {Outcome}: {Detail}")]
    private static partial void HasNoKeys(ILogger logger, string issuer, FetchOutcome outcome, string detail);
}
