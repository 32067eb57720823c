using Authz.Sidecar.Hosting;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Regions;
using Authz.Tokens.Signatures;

namespace Authz.Sidecar.Query;

/// <summary>
/// Which STS endpoint a call reached (STS section 4): the host <c>sts.</c> with a known suffix is the global one, <c>sts.</c>region<c>.</c> a
/// regional one. At another host the signature's scope says, and without a signature it is the sidecar's own region.
/// </summary>
internal sealed class QueryPlaces(CallPlaces places, SidecarState state)
{
    private const string Amazon = "amazonaws.com";
    private const string Sts = "sts";

    /// <summary>Reads the place.</summary>
    /// <param name="call">The call.</param>
    /// <param name="context">The HTTP request.</param>
    /// <param name="place">The place when no error is returned.</param>
    public StsError Read(QueryCall call, HttpContext context, out CallPlace place)
    {
        if (RegionOfHost(call.Host) is { } named) return places.Read(named, context, out place);
        var scope = QueryActions.IsFederated(call.Action) ? null : SignatureV4.Parse(call.Request.Headers, call.Request.Query).Signature?.Scope.Region;
        if (scope is null) return places.Read("", context, out place);
        StsError error = places.Read(scope, context, out place);
        // what nobody knows is as wrong as another endpoint's region
        return error.Code == StsErrorCode.ValidationError
            ? new StsError(StsErrorCode.SignatureDoesNotMatch, $"the signature's scope names the region `{scope}`, which nobody knows: sign for a region's id or `{StsEndpoint.Global}`")
            : error;
    }

    private string? RegionOfHost(string host)
    {
        foreach (var suffix in (ReadOnlySpan<string?>)[Amazon, state.Options.StsHostSuffix])
        {
            if (suffix is null || !host.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var labels = host[..^(suffix.Length + 1)].ToLowerInvariant().Split('.');
            switch (labels)
            {
                case [Sts]: return StsEndpoint.Global;
                case [Sts, var region]: return region;
                default: continue;
            }
        }

        return null;
    }
}
