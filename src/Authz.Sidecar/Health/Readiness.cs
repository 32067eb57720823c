using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sts.Revocation;

namespace Authz.Sidecar.Health;

/// <summary>Whether the sidecar can do its work, for `/readyz` and gRPC health alike. Thread-safe.</summary>
internal sealed class Readiness(SidecarState state, RevocationStore revocations, Drain drain)
{
    /// <summary>Why nothing can be answered; null when requests can be.</summary>
    public string? Fault
    {
        get
        {
            if (drain.IsUnderWay) return "stopping";
            if (!state.HasPolicies) return "no key to verify tokens with: set `Authz:Keys:Path`";
            if (!state.IsReady) return $"{StaleText.Of(state)}\n{Faults}";
            if (revocations.IsStale) return $"revocations cannot be read: no session counts\n{string.Join('\n', state.KeyFaults)}";
            return state is { IsStale: true, Options.Reload.ReadyWhenStale: false } ? $"{StaleText.Of(state)}\n{Faults}" : null;
        }
    }

    /// <summary>Whether decisions are made.</summary>
    public bool Decides => Fault is null;

    /// <summary>Whether credentials are issued: there is also a key to sign with.</summary>
    public bool Issues => Decides && state.Ring.CanIssue;

    /// <summary>Whether operators are answered, who may have to mend the rest.</summary>
    public bool Administers => !drain.IsUnderWay && state.Options.Listeners.Administration is not null;

    /// <summary>What to tell of a sidecar that is ready.</summary>
    public string Text
    {
        get
        {
            var text = state.IsStale ? $"ready, stale\n{Faults}\n" : "ready\n";
            return state.KeyFaults.Count == 0 ? text : $"{text}keys or revocations are stale\n{string.Join('\n', state.KeyFaults)}\n";
        }
    }

    private string Faults => FaultText.Of(state.LastLoad.Diagnostics, state.LastLoad.LeftOut, FaultText.MaxLogged);
}
