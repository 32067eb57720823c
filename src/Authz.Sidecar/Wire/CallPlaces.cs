using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sts.Errors;
using Authz.Sts.Regions;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>Reads where a call is served: the endpoint that its region names, and what is pinned for it.</summary>
internal sealed class CallPlaces(SidecarState state)
{
    /// <summary>Reads the place.</summary>
    /// <param name="region">The message's region.</param>
    /// <param name="call">The call that brought it.</param>
    /// <param name="place">The place when no error is returned.</param>
    public StsError Read(string region, ServerCallContext call, out CallPlace place) => Read(region, call.GetHttpContext(), out place);

    /// <inheritdoc cref="Read(string, ServerCallContext, out CallPlace)"/>
    public StsError Read(string region, HttpContext call, out CallPlace place)
    {
        place = default;
        if (state.IsExpired) return new StsError(StsErrorCode.ServiceUnavailable, StaleText.Of(state));
        StsError error = ReadHoweverOld(region, out place);
        if (!error.IsError) place = place with { Endpoint = place.Endpoint with { Channel = ChannelOf(call) } };
        return error;
    }

    /// <summary>Reads the place of a call that must be possible when the organization has expired: it may mend that.</summary>
    /// <inheritdoc cref="Read(string, ServerCallContext, out CallPlace)"/>
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

    private static CallChannel ChannelOf(HttpContext call) => new(call.Connection.RemoteIpAddress, call.Request.IsHttps);
}
