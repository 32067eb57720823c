using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Sts.Identities;
using Authz.Sts.Sessions;

namespace Authz.Sts.Mfa;

/// <summary>What a call that carries a code, or a session that was made with one, says of MFA (STS section 5.3).</summary>
internal static class MfaFacts
{
    /// <summary>The facts of a caller: a code of this very call stands before what a session of the user says.</summary>
    public static RequestContext FactsOf(Identity caller, Organization organization, DateTimeOffset? mfaTime) =>
        mfaTime is null || caller.Claims is not { } claims
            ? caller.Facts
            : UserSessionFacts.OfCaller(organization, caller.Account.Id, caller.User, claims with { MfaTime = mfaTime });

    /// <summary>Adds what a long-term key does not have: that MFA is present, and for how long.</summary>
    public static void AddTo(RequestContext context, Identity caller, DateTimeOffset? mfaTime, DateTimeOffset now)
    {
        if ((mfaTime ?? caller.Claims?.MfaTime) is not { } since) return;
        context.TryAdd(KnownKeys.MultiFactorAuthPresent, true);
        context.TryAdd(KnownKeys.MultiFactorAuthAge, now > since ? now - since : TimeSpan.Zero);
    }
}
