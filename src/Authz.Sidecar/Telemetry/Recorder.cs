using System.Diagnostics;
using System.Diagnostics.Metrics;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Sessions;

namespace Authz.Sidecar.Telemetry;

/// <summary>Records decisions and issued tokens as metrics. Never fails or delays a call.</summary>
public sealed class Recorder : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Authz";

    private readonly Meter _meter = new(MeterName);
    private readonly DecisionCounts _decisions = new();
    private readonly Histogram<double> _decisionDuration;
    private readonly Counter<long> _issues;
    private readonly TimeProvider _time;

    /// <summary>Makes the instruments.</summary>
    public Recorder(TimeProvider time, SessionCache cache, IssuerKeys issuers)
    {
        _time = time;
        _meter.CreateObservableCounter("authz.decisions", _decisions.Read, "{decision}", "Decisions by outcome, reason and layer.");
        _decisionDuration = _meter.CreateHistogram(
            "authz.decision.duration", "s", "Time from a read request to its decision; of a batch the mean of its decisions, once.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 1e-2] });
        _issues = _meter.CreateCounter<long>("authz.tokens", "{request}", "Requests for tokens by operation and AWS error code, `None` when issued.");
        CacheInstruments.Register(_meter, ("tokens", () => cache.Tokens), ("programs", () => cache.Programs), ("issuers", () => issuers.Statistics));
    }

    /// <summary>A mark to measure from.</summary>
    public long Start() => _decisionDuration.Enabled ? _time.GetTimestamp() : 0;

    /// <summary>Counts a decision.</summary>
    public void Count(AuthorizationAnswer answer) => _decisions.Add(answer.Reason, answer.Layer);

    /// <summary>Counts an entry of a batch or stream that was denied before anything was decided.</summary>
    public void CountRefusal(AuthorizationReason reason) => _decisions.Add(reason, default);

    /// <summary>Records how long decisions took.</summary>
    /// <param name="start">The mark from which they took it.</param>
    /// <param name="decisions">How many there were, at least one.</param>
    public void RecordDuration(long start, int decisions = 1)
    {
        if (_decisionDuration.Enabled) _decisionDuration.Record(_time.GetElapsedTime(start).TotalSeconds / decisions);
    }

    /// <summary>Records a request for a token.</summary>
    public void RecordIssue(string operation, StsErrorCode code)
    {
        _issues.Add(1, new TagList { { "operation", operation }, { "code", code.ToString() } });
        Traces.TellIssue(operation, code);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
