using Authz.Organizations.Accounts;
using Authz.Sts.Errors;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>Where sessions may be issued, and to which regions they are narrowed (STS section 4.2).</summary>
internal static class RegionChecks
{
    /// <summary>Whether the endpoint issues credentials of the account, and the account uses every region of the scope.</summary>
    public static StsError Check(StsEndpoint endpoint, IReadOnlyList<string> scope, Account account)
    {
        if (!endpoint.IsGlobal && !account.IsStsActive(endpoint.Region))
            return new StsError(StsErrorCode.RegionDisabledException, $"STS is not active in `{endpoint.Region}` for account {account.Id}: activate it, or use another endpoint");
        foreach (var region in scope)
        {
            if (!account.IsRegionEnabled(region))
                return new StsError(StsErrorCode.ValidationError, $"`regionScope` has `{region}`, which account {account.Id} does not use");
        }

        return default;
    }

    /// <summary>A scope only narrows, also along a chain.</summary>
    /// <param name="scope">What is asked for; empty for as the caller.</param>
    /// <param name="caller">The calling session; null when none calls.</param>
    /// <param name="regions">The scope of the new session when there is no error; empty for all.</param>
    public static StsError Narrow(IReadOnlyList<string> scope, SessionClaims? caller, out IReadOnlyList<string> regions)
    {
        IReadOnlyList<string> carried = caller?.RegionScope ?? [];
        regions = scope.Count == 0
            ? carried
            : [.. scope.Distinct(StringComparer.Ordinal).Where(r => carried.Count == 0 || carried.Contains(r, StringComparer.Ordinal))];
        return regions.Count > 0 || scope.Count == 0
            ? default
            : new StsError(
                StsErrorCode.ValidationError, "`regionScope` has no region in common with the calling session's scope: ask for fewer or none");
    }
}
