using Authz.Organizations.Accounts;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Regions;

/// <summary>Where a session counts (reference section 4.2).</summary>
public enum RegionValidity
{
    /// <summary>Nowhere known; the value of an unset result.</summary>
    Unknown = 0,

    /// <summary>The session counts in the region.</summary>
    Valid,

    /// <summary>The account does not use the region, or nobody knows it.</summary>
    RegionNotEnabled,

    /// <summary>A version 1 token in a region that is not enabled by default.</summary>
    Version1InOptInRegion,

    /// <summary>The session was narrowed to other regions.</summary>
    OutsideScope,
}

/// <summary>Decides where sessions count.</summary>
public static class TokenRegions
{
    /// <summary>Whether a session of an account counts in a region.</summary>
    public static RegionValidity Check(SessionClaims claims, Account account, string region)
    {
        if (!account.IsRegionEnabled(region)) return RegionValidity.RegionNotEnabled;
        if (claims.TokenVersion != 2 && !account.Regions.IsEnabledByDefault(region)) return RegionValidity.Version1InOptInRegion;
        return claims.RegionScope.Count == 0 || claims.RegionScope.Contains(region, StringComparer.Ordinal)
            ? RegionValidity.Valid
            : RegionValidity.OutsideScope;
    }

    /// <summary>The version of a token: 2 from a regional endpoint, the account's preference from the global one.</summary>
    public static int VersionOf(StsEndpoint endpoint, Account account) => endpoint.IsGlobal ? account.GlobalEndpointTokenVersion : 2;

    /// <summary>Says why a session does not count in a region, and what to do.</summary>
    public static string Explain(RegionValidity validity, SessionClaims claims, string region) => validity switch
    {
        RegionValidity.RegionNotEnabled => ExplainNotEnabled(claims.AccountId, region),
        RegionValidity.Version1InOptInRegion =>
            $"this is a version 1 token, valid only in regions that are enabled by default, and `{region}` is an opt-in region: "
            + "issue the token at a regional STS endpoint, or set GlobalEndpointTokenVersion of account "
            + $"{claims.AccountId} to v2Token, and issue it anew",
        RegionValidity.OutsideScope =>
            $"the session is limited to {string.Join(", ", claims.RegionScope)}: ask there, or issue a session whose region scope has `{region}`",
        _ => "",
    };

    internal static string ExplainNotEnabled(string account, string region) =>
        $"the region `{region}` is not enabled for account {account}: opt in to it";
}
