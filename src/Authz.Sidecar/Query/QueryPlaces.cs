using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Regions;
using Authz.Tokens.Signatures;

namespace Authz.Sidecar.Query;

/// <summary>
/// Which STS endpoint a call reached: the host says, and at a host that has no region the signature's scope; without a signature it is the
/// sidecar's own region.
/// </summary>
internal sealed class QueryPlaces(CallPlaces places, StsHosts hosts)
{
    /// <summary>Reads the place.</summary>
    /// <param name="call">The call.</param>
    /// <param name="context">The HTTP request.</param>
    /// <param name="place">The place when no error is returned.</param>
    public StsError Read(QueryCall call, HttpContext context, out CallPlace place)
    {
        var scope = QueryActions.IsFederated(call.Action) ? null : SignatureV4.Parse(call.Request.Headers, call.Request.Query).Signature?.Scope.Region;
        return Read(call.Host, scope, context, out place);
    }

    /// <summary>Reads the place.</summary>
    /// <param name="host">The host that was called, without port.</param>
    /// <param name="scope">The region that the signature's scope names; null: no signature is looked at.</param>
    /// <param name="context">The HTTP request.</param>
    /// <param name="place">The place when no error is returned.</param>
    public StsError Read(string host, string? scope, HttpContext context, out CallPlace place)
    {
        if (hosts.RegionOf(host) is { } named) return places.Read(named, context, out place);
        if (scope is null) return places.Read("", context, out place);
        StsError error = places.Read(scope, context, out place);
        // what nobody knows is as wrong as another endpoint's region
        return error.Code == StsErrorCode.ValidationError
            ? new StsError(StsErrorCode.SignatureDoesNotMatch, $"the signature's scope names the region `{scope}`, which nobody knows: sign for a region's id or `{StsEndpoint.Global}`")
            : error;
    }
}
