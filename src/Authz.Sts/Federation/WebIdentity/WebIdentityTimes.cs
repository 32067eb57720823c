using Authz.Policies.Json;
using Authz.Sts.Errors;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>When a web identity token counts: STS section 5.4, item 6.</summary>
internal static class WebIdentityTimes
{
    /// <summary>How far an issuer's clock may be ahead. What has expired has expired: no tolerance there.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromSeconds(60);

    /// <summary>Checks the times; no error when the token counts now.</summary>
    public static StsError Check(JsonNode claims, DateTimeOffset now, TimeSpan maxAge)
    {
        if (!ClaimValues.TryMoment(claims.Find("exp"), out DateTimeOffset expiration) || !ClaimValues.TryMoment(claims.Find("iat"), out DateTimeOffset issued))
            return WebIdentityResult.Invalid("its `exp` and `iat` are not both whole numbers of seconds").Error;
        DateTimeOffset begin = issued;
        if (claims.Find("nbf") is { } notBefore && !ClaimValues.TryMoment(notBefore, out begin))
            return WebIdentityResult.Invalid("its `nbf` is no whole number of seconds").Error;
        if (now >= expiration) return Expired("has expired");
        if (begin - now > FutureTolerance || issued - now > FutureTolerance)
            return WebIdentityResult.Invalid("it does not count yet: check the clocks").Error;
        return now - issued > maxAge ? Expired("is too old") : default;
    }

    private static StsError Expired(string what) => new(StsErrorCode.ExpiredTokenException, $"the web identity token {what}: get a new one from its issuer");
}
