using OpenTelemetry.Trace;

namespace Authz.Sidecar.Telemetry;

/// <summary>Samples what begins a trace: reloads always, which are rare, and of calls one in so many.</summary>
/// <param name="oneIn">Of so many one; 0: none.</param>
internal sealed class RootSampler(int oneIn) : Sampler
{
    private readonly Sampler _calls = oneIn == 0 ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(1.0 / oneIn);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => samplingParameters.Name == Traces.Reload
        ? new SamplingResult(SamplingDecision.RecordAndSample) : _calls.ShouldSample(samplingParameters);
}
