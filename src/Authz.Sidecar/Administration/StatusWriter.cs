using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Wire;
using Authz.Tokens.Keys;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Sidecar.Administration;

/// <summary>Writes the sidecar's state as a message.</summary>
internal static class StatusWriter
{
    /// <summary>The message.</summary>
    public static GetStatusResponse Write(SidecarState state)
    {
        LoadStatus load = state.LastLoad;
        var response = new GetStatusResponse
        {
            PolicyRevision = state.Snapshot?.Revision ?? "",
            State = StateOf(state),
            LoadedAt = Of(state.Snapshot?.LoadedAt),
            StaleSince = Of(load.Staleness?.Since),
            LastLoadAt = load.At == default ? null : Of(load.At),
            ExpiresAt = state.Options.Reload.MaxStaleness is { } most ? Of(load.Staleness?.Since + most) : null,
        };
        response.Keys.AddRange(state.Ring.Listed.Select(Write));
        response.KeyFaults.AddRange(state.KeyFaults.Select(static f => ShortText.Of(f, RequestLimits.DiagnosticLength)));
        response.DiagnosticsLeftOut = load.LeftOut + DiagnosticWriter.Write(load.Diagnostics, response.Diagnostics);
        return response;
    }

    private static ServingState StateOf(SidecarState state)
    {
        if (state.IsExpired) return ServingState.Expired;
        if (state.IsStale) return ServingState.Stale;
        return state.IsReady ? ServingState.Ready : ServingState.Starting;
    }

    private static KeyStatus Write(ListedKey key) => new()
    {
        KeyId = key.KeyId,
        State = key.State switch
        {
            KeyState.Next => KeyLifeState.KeyNext,
            KeyState.Active => KeyLifeState.KeyActive,
            KeyState.Retiring => KeyLifeState.KeyRetiring,
            KeyState.Destroyed => KeyLifeState.KeyDestroyed,
            _ => KeyLifeState.Unspecified,
        },
        Since = Of(key.Since),
        CanSign = key.CanSign,
    };

    private static Timestamp? Of(DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
