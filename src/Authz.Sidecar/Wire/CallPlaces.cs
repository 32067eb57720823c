using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sts.Errors;
using Authz.Sts.Regions;

namespace Authz.Sidecar.Wire;

/// <summary>Reads where a call is served: the endpoint that its region names, and what is pinned for it.</summary>
internal sealed class CallPlaces(SidecarState state)
{
    /// <summary>Reads the place.</summary>
    /// <param name="region">The message's region.</param>
    /// <param name="place">The place when no error is returned.</param>
    public StsError Read(string region, out CallPlace place)
    {
        place = default;
        return state.IsExpired
            ? new StsError(StsErrorCode.ServiceUnavailable, StaleText.Of(state))
            : ReadHoweverOld(region, out place);
    }

    /// <summary>Reads the place of a call that must be possible when the organization has expired: it may mend that.</summary>
    /// <inheritdoc cref="Read"/>
    public StsError ReadHoweverOld(string region, out CallPlace place)
    {
        place = default;
        if (state.Pin() is not { } pinned)
            return new StsError(StsErrorCode.ServiceUnavailable, "no organization is loaded yet: ask again when `/readyz` says ready");
        if (!StsEndpoint.TryParse(region, state.Options.Region, pinned.Snapshot.Organization.Regions, out StsEndpoint endpoint))
            return new StsError(StsErrorCode.ValidationError, $"`region` is `{region}`, which nobody knows: write a region's id or `{StsEndpoint.Global}`");
        place = new CallPlace(endpoint, region.Length > 0, pinned);
        return default;
    }
}
