using Authz.Engine.Requests;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Mfa;

namespace Authz.Sts.GetSessionToken;

/// <summary>
/// GetSessionToken: a session of the calling user or root itself (STS sections 1 to 5). It needs no permission, and no policy can refuse it:
/// what it gives is what the caller has. Thread-safe.
/// </summary>
/// <param name="minter">Mints the session.</param>
/// <param name="mfa">Verifies the codes of MFA devices.</param>
public sealed class GetSessionTokenOperation(SessionMinter minter, MfaVerification mfa)
{
    /// <summary>The operation as an action.</summary>
    public const string Action = "sts:GetSessionToken";

    /// <summary>Issues a session of an identified caller.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="pinned">What is pinned.</param>
    public IssueResult Issue(Identity caller, GetSessionTokenRequest request, Pinned pinned)
    {
        StsError error = ParameterRules.CheckDuration(request.DurationSeconds, ParameterRules.MaxUserDuration);
        if (!error.IsError) error = request.MfaCode.Check();
        if (!error.IsError) error = SessionRestrictions.Check(caller, Action);
        if (!error.IsError) error = RegionChecks.Check(request.Endpoint, request.RegionScope, caller.Account);
        IReadOnlyList<string> regions = [];
        if (!error.IsError) error = RegionChecks.Narrow(request.RegionScope, caller.Claims, out regions);
        DateTimeOffset? mfaTime = null;
        // last: a code is used up by it
        if (!error.IsError) error = mfa.Verify(caller, request.MfaCode, out mfaTime);
        if (error.IsError) return new IssueResult(null, error);
        TimeSpan duration = Durations.OfCaller(request.DurationSeconds, caller.Caller.Kind == CallerKind.Root);
        return minter.Mint(
            new SessionPlan(SessionSubject.OfCaller(caller), request.Endpoint, request.Use, duration) { Regions = regions, MfaTime = mfaTime }, pinned);
    }
}
