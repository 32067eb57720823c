using System.Diagnostics.Metrics;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Telemetry;
using Authz.Sts.Revocation;
using Authz.Tokens.Keys;

namespace Authz.Sidecar.Keys;

/// <summary>Shows keys, their ages, and how much is revoked.</summary>
internal sealed class KeyMetrics : IDisposable
{
    private static readonly KeyState[] States = [KeyState.Next, KeyState.Active, KeyState.Retiring, KeyState.Destroyed];

    private readonly Meter _meter = new(Recorder.MeterName);
    private readonly SidecarState _state;
    private readonly TimeProvider _time;

    public KeyMetrics(SidecarState state, RevocationStore revocations, TimeProvider time)
    {
        (_state, _time) = (state, time);
        _meter.CreateObservableGauge("authz.key.state", StatesOfKeys, "1", "1 for the state that a key is in, 0 for the others.");
        _meter.CreateObservableGauge("authz.key.age", Ages, "s", "Time since a key came into its state, where its directory says when that was.");
        _meter.CreateObservableGauge(
            "authz.keys.stale", () => _state.KeyFaults.Count > 0 ? 1 : 0, "1", "1 when keys or revocations cannot be read: those read before serve on.");
        _meter.CreateObservableGauge("authz.keys.issuing", () => _state.Ring.CanIssue ? 1 : 0, "1", "1 when there is a key to sign with.");
        _meter.CreateObservableGauge("authz.revocations", () => revocations.Current.Cuts.Count, "{revocation}", "Revocations in force.");
        _meter.CreateObservableGauge(
            "authz.revocations.stale", () => revocations.IsStale ? 1 : 0, "1", "1 when revocations have been unreadable for too long: no session counts.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // an exporter goes on telling what it was told: states that a key has left are told to be 0
    private IEnumerable<Measurement<int>> StatesOfKeys() =>
        from key in _state.Ring.Listed
        from state in States
        select new Measurement<int>(key.State == state ? 1 : 0, new("key_id", key.KeyId), new KeyValuePair<string, object?>("state", KeyStates.NameOf(state)));

    private IEnumerable<Measurement<double>> Ages() =>
        from key in _state.Ring.Listed
        where key.Since is not null
        select new Measurement<double>((_time.GetUtcNow() - key.Since!.Value).TotalSeconds, new KeyValuePair<string, object?>("key_id", key.KeyId));
}
