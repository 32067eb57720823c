using Authz.Organizations.Regions;

namespace Authz.Sts.Regions;

/// <summary>Which STS endpoint was called, which decides the version of the token (reference section 4), and how.</summary>
/// <param name="IsGlobal">Whether it is the global endpoint.</param>
/// <param name="Region">The region that policies see as <c>aws:RequestedRegion</c>; <c>us-east-1</c> for the global endpoint.</param>
public readonly record struct StsEndpoint(bool IsGlobal, string Region)
{
    /// <summary>The pseudo-region of the global endpoint.</summary>
    public const string Global = "aws-global";

    /// <summary>The region that the global endpoint counts as.</summary>
    public const string GlobalRegion = "us-east-1";

    /// <summary>How it was called; null: nobody knows.</summary>
    public CallChannel? Channel { get; init; }

    /// <summary>What tokens say of the endpoint that issued them.</summary>
    public string Name => IsGlobal ? "global" : Region;

    /// <summary>Reads the region of a request.</summary>
    /// <param name="region"><see cref="Global"/>, a region's id, or empty for the sidecar's own.</param>
    /// <param name="own">The sidecar's own region.</param>
    /// <param name="catalogue">The regions there are.</param>
    /// <param name="endpoint">The endpoint when true is returned.</param>
    /// <returns>False for a region that nobody knows.</returns>
    public static bool TryParse(string region, string own, RegionCatalogue catalogue, out StsEndpoint endpoint)
    {
        endpoint = region switch
        {
            "" => new StsEndpoint(false, own),
            Global => new StsEndpoint(true, GlobalRegion),
            _ => new StsEndpoint(false, region),
        };
        return endpoint.IsGlobal || catalogue.IsKnown(endpoint.Region);
    }
}
